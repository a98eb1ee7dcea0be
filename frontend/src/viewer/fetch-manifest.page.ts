/** Fetches a manifest from this server with the session's cookie; rejects with a reason in words. */
export async function fetchManifest(url: string, signal: AbortSignal): Promise<unknown> {
  if (new URL(url, document.baseURI).origin !== location.origin) {
    throw new Error("The case's address is on another server; only this one is asked");
  }
  const response = await fetch(url, {
    credentials: "same-origin",
    headers: { Accept: "application/json" },
    signal,
  }).catch(() => {
    throw new Error("The case did not come: the server could not be reached");
  });
  if (!response.ok) throw new Error(`The case did not come: the server answered with status ${response.status}`);
  return response.text();
}
