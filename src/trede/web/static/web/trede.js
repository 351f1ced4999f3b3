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
    var filter = event.detail.requestConfig && event.detail.requestConfig.elt;
    if (filter && filter.closest && filter.classList.contains("trede-filter")) {
      var same = document.querySelector('.trede-filter[href="' + filter.getAttribute("href") + '"]');
      if (same) {
        same.focus();
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
