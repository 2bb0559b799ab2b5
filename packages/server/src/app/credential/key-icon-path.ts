// Where the picture of a key's model is served.

export const KEY_ICON_ROUTE = '/key-icons/:aaguid';

export const keyIconPath = (aaguid: string): string => KEY_ICON_ROUTE.replace(':aaguid', aaguid);
