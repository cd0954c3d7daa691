// Draws each chart of the page on its canvas from the numbers beside it; without this file the tables tell the same.
"use strict";

(() => {
  const figures = [...document.querySelectorAll("figure[data-chart]")];
  if (!window.Chart || !figures.length) {
    return;
  }

  const token = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();

  // A striped fill for weeks and months without any article: a gap is not a zero.
  const stripes = () => {
    const tile = document.createElement("canvas");
    tile.width = tile.height = 8;
    const pen = tile.getContext("2d");
    pen.strokeStyle = token("--chart-gap");
    pen.lineWidth = 1.5;
    pen.beginPath();
    pen.moveTo(-2, 10);
    pen.lineTo(10, -2);
    pen.moveTo(-2, 2);
    pen.lineTo(2, -2);
    pen.moveTo(6, 10);
    pen.lineTo(10, 6);
    pen.stroke();
    return pen.createPattern(tile, "repeat");
  };

  const settings = (data, small) => ({
    type: "bar",
    data: {
      labels: data.labels,
      datasets: [
        {
          data: data.values,
          backgroundColor: data.few.map((few) => token(few ? "--chart-few" : "--chart")),
          hoverBackgroundColor: token("--ink"),
          minBarLength: 1,
          categoryPercentage: 0.9,
          barPercentage: 0.95,
          grouped: false,
        },
        {
          data: data.gaps.map((gap) => (gap ? data.top || 1 : null)),
          backgroundColor: stripes(),
          categoryPercentage: 1,
          barPercentage: 1,
          grouped: false,
        },
      ],
    },
    options: {
      animation: false,
      responsive: true,
      maintainAspectRatio: false,
      interaction: { mode: "index", intersect: false },
      onClick: (event, hit, chart) => {
        const places = chart.getElementsAtEventForMode(event, "index", { intersect: false }, false);
        const link = places.length ? data.links[places[0].index] : "";
        if (link) {
          window.location.assign(link);
        }
      },
      onHover: (event, hit) => {
        event.native.target.style.cursor = hit.length && data.links[hit[0].index] ? "pointer" : "default";
      },
      plugins: {
        legend: { display: false },
        tooltip: {
          displayColors: false,
          backgroundColor: token("--ink"),
          titleColor: token("--paper"),
          bodyColor: token("--paper"),
          cornerRadius: 2,
          filter: (item, index) => index === 0,
          callbacks: { label: (item) => data.notes[item.dataIndex] },
        },
      },
      scales: {
        x: {
          type: "category",
          grid: { display: false },
          border: { color: token("--rule-strong") },
          ticks: { color: token("--quiet"), maxRotation: 0, autoSkip: true, autoSkipPadding: small ? 24 : 16, font: { size: 11 } },
        },
        y: {
          beginAtZero: true,
          max: data.top || undefined,
          border: { display: false },
          grid: { color: token("--rule"), drawTicks: false },
          ticks: {
            color: token("--quiet"),
            stepSize: small ? data.top / 2 : data.step,
            padding: 6,
            font: { size: 11 },
            callback: (value) => `${Number(value.toPrecision(6))}${data.unit}`,
          },
        },
      },
    },
  });

  let drawn = [];

  const draw = () => {
    drawn.forEach((chart) => chart.destroy());
    Chart.defaults.font.family = getComputedStyle(document.body).fontFamily;
    drawn = figures.flatMap((figure) => {
      const small = figure.hasAttribute("data-panels");
      return [...figure.querySelectorAll("canvas[data-from]")].map((canvas) => {
        const data = JSON.parse(document.getElementById(canvas.dataset.from).textContent);
        return new Chart(canvas, settings(data, small));
      });
    });
  };

  figures.forEach((figure) => {
    figure.querySelectorAll(".panels").forEach((panels) => panels.removeAttribute("hidden"));
    figure.querySelectorAll("details.numbers").forEach((numbers) => numbers.removeAttribute("open"));
  });
  draw();
  window.matchMedia("(prefers-color-scheme: dark)").addEventListener("change", draw);
  window.addEventListener("beforeprint", () => {
    document.querySelectorAll("details").forEach((part) => part.setAttribute("open", ""));
  });
})();
