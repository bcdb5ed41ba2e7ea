/* Draws every chart of a page from the JSON beside it.

   <div class="lp-chart" data-chart-for="ID"></div>
   <script type="application/json" id="ID">…figure…</script>

   Charts near the window are drawn at once, the others as they come near, and all of them before printing.
   When the charts near the window are drawn, the body says so: data-done="N of M"; when all are, data-done="all".
   Each chart is followed by its table, so a chart that cannot be drawn is only hidden. */
(function () {
  "use strict";

  var NEAR = 900;
  var places = Array.prototype.slice.call(document.querySelectorAll(".lp-chart[data-chart-for]"));
  var waiting = places.slice();

  var figures = new Map();

  function figureOf(place) {
    if (!figures.has(place)) {
      figures.set(place, JSON.parse(document.getElementById(place.getAttribute("data-chart-for")).textContent));
    }
    return figures.get(place);
  }

  // A map keeps its tiles square; every other chart has the height that its rows need.
  function heightFor(layout, width) {
    var meta = layout.meta || {};
    if (!meta.ratio) { return layout.height; }
    return Math.min(layout.height, Math.round(width * meta.ratio) + (meta.extra || 0));
  }

  // A map has two sets of labels: the second has more names, for those that have room for them.
  function labelsFor(layout, width) {
    var wide = (layout.meta || {}).wide;
    return wide && width >= wide.from ? wide.annotations : layout.fewLabels || layout.annotations;
  }

  // Room is kept before a chart is drawn, so that nothing below it moves when it is.
  function keepRoom(place) {
    try {
      var height = heightFor(figureOf(place).layout, place.clientWidth);
      place.style.minHeight = height + "px";
    } catch (error) { failed(place)(error); }
  }

  function settings(place) {
    return {
      responsive: false,
      displaylogo: false,
      scrollZoom: false,
      doubleClick: false,
      // Where nothing can hover, the button would lie on the figures all the time.
      displayModeBar: place.hasAttribute("data-save") && window.matchMedia("(hover: hover)").matches ? "hover" : false,
      modeBarButtons: [["toImage"]],
      toImageButtonOptions: { format: "png", scale: 2, filename: place.getAttribute("data-chart-for") }
    };
  }

  // The button that saves a chart says so in the language of the page, and to those who hear it, of which chart.
  function nameButton(place) {
    var words = place.getAttribute("data-save");
    var section = place.closest("section");
    var heading = section && section.querySelector("h1, h2, h3, h4");
    if (!words) { return; }
    place.querySelectorAll(".modebar-btn").forEach(function (button) {
      button.setAttribute("data-title", words);
      button.setAttribute("aria-label", heading ? words + ": " + heading.textContent.trim() : words);
    });
  }

  // The picture that opens alone says what it is of and what cannot be concluded; a copy of the drawing would not.
  function saveWithWords(place) {
    var image = new Image();
    image.onload = function () {
      var canvas = document.createElement("canvas");
      canvas.width = image.naturalWidth * 2;
      canvas.height = image.naturalHeight * 2;
      canvas.getContext("2d").drawImage(image, 0, 0, canvas.width, canvas.height);
      canvas.toBlob(function (picture) {
        if (!picture) { failing(); return; }
        var link = document.createElement("a");
        link.href = URL.createObjectURL(picture);
        link.download = place.getAttribute("data-chart-for") + ".png";
        link.click();
        window.setTimeout(function () { URL.revokeObjectURL(link.href); }, 60000);
      });
    };
    // Then the picture itself is opened, or the page that says why it is not there.
    function failing() { window.location.assign(place.getAttribute("data-picture")); }
    image.onerror = failing;
    image.src = place.getAttribute("data-picture");
  }

  document.addEventListener("click", function (event) {
    var button = event.target.closest(".modebar-btn");
    var place = button && button.closest("[data-picture]");
    if (place) {
      event.stopPropagation();
      saveWithWords(place);
    }
  }, true);

  function draw(place) {
    var figure = figureOf(place);
    var layout = figure.layout;
    var style = window.getComputedStyle(place);
    layout.font = layout.font || {};
    layout.font.family = style.fontFamily;
    layout.width = place.clientWidth;
    layout.fullHeight = layout.height;
    layout.height = heightFor(layout, layout.width);
    layout.fewLabels = layout.annotations;
    layout.annotations = labelsFor(layout, layout.width);
    return window.Plotly.newPlot(place, figure.data, layout, settings(place)).then(function () {
      place.setAttribute("data-drawn", String(layout.width));
      place.style.minHeight = "";
      nameButton(place);
      // The label of the place and the table after it say in order what a drawing's scattered words would not.
      place.querySelectorAll(".main-svg").forEach(function (svg) { svg.setAttribute("aria-hidden", "true"); });
    });
  }

  function failed(place) {
    return function (error) {
      place.hidden = true;
      place.setAttribute("data-drawn", "failed");
      if (window.console) { window.console.error(error); }
    };
  }

  function near(place) {
    var box = place.getBoundingClientRect();
    return box.top < window.innerHeight + NEAR && box.bottom > -NEAR;
  }

  function tell() {
    document.body.setAttribute(
      "data-done",
      waiting.length ? places.length - waiting.length + " of " + places.length : "all"
    );
  }

  function drawThese(chosen) {
    waiting = waiting.filter(function (place) { return chosen.indexOf(place) < 0; });
    return Promise.all(chosen.map(function (place) {
      try { return draw(place).catch(failed(place)); } catch (error) { return failed(place)(error); }
    })).then(tell);
  }

  function drawNear() {
    var chosen = waiting.filter(near);
    if (chosen.length || document.body.getAttribute("data-done") === null) { drawThese(chosen); }
  }

  // Printing and a page that is turned round give a chart another width.
  function fit() {
    places.forEach(function (place) {
      var width = place.clientWidth;
      var drawn = place.getAttribute("data-drawn");
      if (!drawn || drawn === "failed" || !width || drawn === String(width)) { return; }
      var height = heightFor({ height: place.layout.fullHeight, meta: place.layout.meta }, width);
      place.setAttribute("data-drawn", String(width));
      var change = { width: width, height: height };
      if ((place.layout.meta || {}).wide) { change.annotations = labelsFor(place.layout, width); }
      window.Plotly.relayout(place, change);
    });
    drawNear();
  }

  function later(work) {
    var due = 0;
    return function () {
      window.cancelAnimationFrame(due);
      due = window.requestAnimationFrame(work);
    };
  }

  if (!window.Plotly) { return; }
  window.addEventListener("scroll", later(drawNear), { passive: true });
  window.addEventListener("resize", later(fit));
  window.addEventListener("beforeprint", function () { drawThese(waiting.slice()); fit(); });
  // A chart inside closed details has no width; it is drawn when the details open.
  document.addEventListener("toggle", later(fit), true);
  places.forEach(keepRoom);
  drawNear();
})();
