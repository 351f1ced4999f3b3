/* After HTMX has replaced the middle of the page: put the focus where the reader should go on. All pages work without. */
(function () {
  "use strict";

  function arrive() {
    var place = document.querySelector(".trede-problems") || document.querySelector("#inhoud [data-focus]");
    if (place) {
      place.focus({ preventScroll: true });
      place.scrollIntoView({ block: "nearest" });
    }
  }

  document.addEventListener("htmx:afterSettle", function (event) {
    var asked = event.detail.requestConfig && event.detail.requestConfig.elt;
    if (asked && asked.hasAttribute && asked.hasAttribute("data-keep")) {
      var same = document.getElementById(asked.getAttribute("data-keep") || asked.id);
      if (same) {
        same.focus({ preventScroll: true });
        same.scrollIntoView({ block: "nearest" });
        return;
      }
    }
    if (event.target.id === "inhoud" || event.detail.target.id === "inhoud") {
      arrive();
    }
  });

  if (document.querySelector(".trede-problems")) {
    arrive();
  }
})();
