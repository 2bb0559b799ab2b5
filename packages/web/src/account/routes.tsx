// The signed-in pages by address.
import { Route, Switch } from 'wouter';
import { NotFound } from '../entry/not-found.tsx';

export function AccountRoutes() {
  return (
    <Switch>
      <Route>
        <NotFound />
      </Route>
    </Switch>
  );
}
