// What hardly anybody needs at once is loaded when it is needed: the scripts that send photos, once photos wait here.
(() => {
  const scripts = document.querySelector("[data-scripts]")?.dataset.scripts;
  const waits = () => device.get(device.name("photos"));
  let asked = false;

  function load() {
    if (asked || !scripts || !waits()) return;
    asked = true;
    document.head.append(Object.assign(document.createElement("script"), { src: scripts }));
  }

  window.addEventListener("load", load);
  window.addEventListener("storage", ({ key }) => { if (key === device.name("photos")) load(); });
})();
