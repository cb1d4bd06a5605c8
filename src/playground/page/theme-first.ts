/* Sets the theme before the first paint, so that the page never flashes in the other one. */
(() => {
  let chosen = null;
  try {
    chosen = localStorage.getItem("speedboat.theme");
  } catch {
    // Without storage the system decides.
  }
  const dark = chosen ? chosen === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
  document.documentElement.dataset.theme = dark ? "dark" : "light";
})();
