/** Whether this browser can draw with WebGL 2 now, in hardware or software. */
export function webGlWorks(): boolean {
  const context = document.createElement("canvas").getContext("webgl2");
  if (context === null) return false;
  // Browsers allow few contexts at a time: hand the probe's back at once.
  context.getExtension("WEBGL_lose_context")?.loseContext();
  return true;
}

export const WEBGL_MISSING =
  "This browser cannot draw medical images: WebGL 2 is missing or switched off. " +
  "Switch on hardware acceleration in the browser's settings, or open the case in a current Chrome, Edge or Firefox.";

export const WEBGL_LOST =
  "The graphics driver took the picture away. Your report is kept; reload the page to see the images again.";
