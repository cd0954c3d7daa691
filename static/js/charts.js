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

  const DASHES = [[], [7, 3], [2, 3], [9, 3, 2, 3], [14, 4]];
  const POINTS = ["circle", "rect", "triangle", "rectRot", "crossRot"];

  // Where few articles make a share say little, the line is pale and its points are hollow.
  const paleWhereFew = (few, colour) => ({
    segment: { borderColor: (part) => (few[part.p0DataIndex] || few[part.p1DataIndex] ? `${colour}66` : colour) },
    pointBackgroundColor: few.map((one) => (one ? token("--paper") : colour)),
  });

  // Lines that differ in colour, dash and mark, so that colour alone tells nothing.
  const lines = (data) =>
    data.lines.map((line, index) => ({
      ...paleWhereFew(line.few, token(`--line-${index + 1}`)),
      type: "line",
      label: line.name,
      data: line.values,
      notes: line.notes,
      links: line.links,
      borderColor: token(`--line-${index + 1}`),
      backgroundColor: token(`--line-${index + 1}`),
      borderDash: DASHES[index % DASHES.length],
      pointStyle: POINTS[index % POINTS.length],
      borderWidth: 2,
      pointRadius: 3,
      spanGaps: false,
      clip: 6,
    }));

  const bars = (data) => [
        {
          data: data.values,
          notes: data.notes,
          links: data.links,
          backgroundColor: data.few.map((few) => token(few ? "--chart-few" : "--chart")),
          hoverBackgroundColor: token("--ink"),
          minBarLength: 1,
          categoryPercentage: 0.9,
          barPercentage: 0.95,
          grouped: false,
        },
  ];

  const settings = (data, small) => ({
    type: "bar",
    data: {
      labels: data.labels,
      datasets: [
        ...(data.lines ? lines(data) : bars(data)),
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
        const link = linkAt(chart, event);
        if (link && window.top !== window) {
          window.open(link, "_blank", "noopener");
        } else if (link) {
          window.location.assign(link);
        }
      },
      onHover: (event, hit, chart) => {
        event.native.target.style.cursor = linkAt(chart, event) ? "pointer" : "default";
      },
      plugins: {
        legend: {
          display: Boolean(data.lines),
          position: "bottom",
          labels: { color: token("--ink"), usePointStyle: true, boxWidth: 8, boxHeight: 8, filter: (item) => Boolean(item.text) },
        },
        tooltip: {
          displayColors: false,
          backgroundColor: token("--ink"),
          titleColor: token("--paper"),
          bodyColor: token("--paper"),
          cornerRadius: 2,
          filter: (item, index) => Boolean(data.lines ? item.dataset.notes : index === 0),
          callbacks: {
            label: (item) =>
              data.lines ? `${item.dataset.label}: ${item.dataset.notes[item.dataIndex]}` : data.notes[item.dataIndex],
          },
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
            callback: (value) => `${Number(value.toPrecision(6))}`.replace(".", data.decimal || ".") + data.unit,
          },
        },
      },
    },
  });

  // The list behind a bar; of several lines that of the nearest one.
  const linkAt = (chart, event) => {
    const found = chart.getElementsAtEventForMode(event, "nearest", { intersect: false, axis: "xy" }, false);
    const same = chart.getElementsAtEventForMode(event, "index", { intersect: false }, false);
    const place = [...found, ...same].find((one) => chart.data.datasets[one.datasetIndex].links);
    return place ? chart.data.datasets[place.datasetIndex].links[place.index] : "";
  };

  // The drawing as a picture on the colour of the page, where a figure is one drawing.
  const offerPicture = (figure) => {
    const canvas = figure.querySelector("canvas[data-from]");
    const caption = figure.querySelector("figcaption");
    if (figure.querySelectorAll("canvas[data-from]").length !== 1 || !caption) {
      return;
    }
    const button = document.createElement("button");
    button.type = "button";
    button.className = "plain-button";
    button.textContent = figure.dataset.save || "Save as PNG";
    button.addEventListener("click", () => {
      const picture = document.createElement("canvas");
      picture.width = canvas.width;
      picture.height = canvas.height;
      const pen = picture.getContext("2d");
      pen.fillStyle = token("--paper");
      pen.fillRect(0, 0, picture.width, picture.height);
      pen.drawImage(canvas, 0, 0);
      picture.toBlob((blob) => {
        const link = document.createElement("a");
        link.href = URL.createObjectURL(blob);
        link.download = `balkanwatch-${figure.id}.png`;
        link.click();
        URL.revokeObjectURL(link.href);
      });
    });
    caption.append(" ", button);
  };

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
    offerPicture(figure);
  });
  draw();
  window.matchMedia("(prefers-color-scheme: dark)").addEventListener("change", draw);
  window.addEventListener("beforeprint", () => {
    document.querySelectorAll("details").forEach((part) => part.setAttribute("open", ""));
  });
})();
