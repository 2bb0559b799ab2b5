// An event in the Open Cybersecurity Schema Framework, for SIEMs: https://schema.ocsf.io/1.3.0

import type { ToldEvent } from '../told-event.ts';
import { OCSF_CLASSES, OCSF_VERSION, SEVERITIES } from './ocsf-classes.ts';
import { type OcsfRule, ocsfRuleOf } from './ocsf-rules.ts';

type Json = Readonly<Record<string, unknown>>;

const PRODUCT = { name: 'Holdfast', vendor_name: 'Holdfast' } as const;
const UNKNOWN_USER = { name: 'unknown', type: 'Unknown', type_id: 0 } as const;

/** An empty object says nothing. */
const unlessEmpty = (name: string, value: Json): Json => (Object.keys(value).length === 0 ? {} : { [name]: value });

const present = (parts: Readonly<Record<string, unknown>>): Json =>
  Object.fromEntries(Object.entries(parts).filter(([, value]) => value !== null && value !== undefined));

/** Whose account it is. */
const userOf = ({ account }: ToldEvent): Json =>
  account === null ? UNKNOWN_USER : { uid: account, type: 'User', type_id: 1 };

const sessionOf = ({ session, credential }: ToldEvent): Json =>
  session === null ? {} : { session: present({ uid: session, credential_uid: credential }) };

function actorOf(event: ToldEvent): Json {
  switch (event.actor) {
    case 'holder':
      return { user: userOf(event), ...sessionOf(event) };
    case 'stranger':
      return { user: UNKNOWN_USER };
    // Which of staff it was stands in that person's own history, under the same request.
    case 'staff':
      return { user: { name: 'staff', type: 'Admin', type_id: 2 } };
    case 'client':
      return { app_name: event.subject ?? 'client' };
    case 'system':
      return { app_name: PRODUCT.name };
  }
}

function sourceOf({ ip, country, actor }: ToldEvent): Json {
  if (ip === null) return actor === 'system' ? { svc_name: PRODUCT.name } : {};
  return present({ ip, location: country === null ? null : { country } });
}

/** The members that a class asks for beyond those of every event. */
function detailsOf(event: ToldEvent, rule: OcsfRule): Json {
  const { operation, subject, keyName } = event;
  switch (rule.of) {
    case 'authentication':
      return {
        user: userOf(event),
        service: { name: PRODUCT.name },
        ...sessionOf(event),
        ...(operation.endsWith('key') && keyName !== null ? { auth_protocol: 'WebAuthn', auth_protocol_id: 99 } : {}),
      };
    case 'account':
      return { user: userOf(event) };
    case 'access':
      return { user: userOf(event), privileges: ['support'] };
    case 'entity':
      return { entity: { name: subject ?? rule.thing, type: rule.thing } };
    case 'api':
      return { api: { operation, service: { name: PRODUCT.name } } };
  }
}

/** `origin`: the log's name, of which `position` is a place. */
export function toOcsf(event: ToldEvent, origin: string): Json {
  const rule = ocsfRuleOf(event.operation);
  const { uid, name, category, activities } = OCSF_CLASSES[rule.of];
  const activity = (activities as Readonly<Record<number, string>>)[rule.activity] ?? event.operation;
  const done = event.outcome === 'done';
  const severity = rule.severity[event.outcome];
  const source = sourceOf(event);
  return {
    activity_id: rule.activity,
    activity_name: activity,
    category_uid: category.uid,
    category_name: category.name,
    class_uid: uid,
    class_name: name,
    type_uid: uid * 100 + rule.activity,
    type_name: `${name}: ${activity}`,
    severity_id: severity,
    severity: SEVERITIES[severity],
    status_id: done ? 1 : 2,
    status: done ? 'Success' : 'Failure',
    ...present({ status_code: event.reason }),
    time: event.at,
    message: `${event.operation} ${event.outcome}`,
    metadata: {
      version: OCSF_VERSION,
      uid: event.id,
      product: PRODUCT,
      log_name: origin,
      event_code: event.operation,
      sequence: event.position,
      original_time: new Date(event.at).toISOString(),
      ...present({ correlation_uid: event.request }),
    },
    actor: actorOf(event),
    // Where the address was erased the class still asks for an endpoint.
    ...(rule.of === 'api' && Object.keys(source).length === 0
      ? { src_endpoint: { name: 'not on record' } }
      : unlessEmpty('src_endpoint', source)),
    ...unlessEmpty('http_request', present({ uid: event.request, user_agent: event.userAgent })),
    ...detailsOf(event, rule),
    ...unlessEmpty(
      'unmapped',
      present({
        actor: event.actor,
        account: event.account,
        credential: event.credential,
        device: event.device,
        subject: event.subject,
        key_name: event.keyName,
        effective_time: event.effectiveAt,
      }),
    ),
  };
}
