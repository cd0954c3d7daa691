# One image for web, workers and beat; Chart.js is brought in a stage of its own, so that Node is not in the result.
FROM node:24-slim AS assets
WORKDIR /assets
COPY package.json package-lock.json .npmrc ./
RUN npm ci

FROM python:3.11-slim
# TLS trust comes from the system.
RUN apt-get update && apt-get install -y --no-install-recommends ca-certificates && rm -rf /var/lib/apt/lists/*
ENV PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1 BALKANWATCH_MANIFEST=1
WORKDIR /app
COPY requirements.txt ./
RUN pip install --no-cache-dir --only-binary :all: --require-hashes -r requirements.txt
COPY . .
COPY --from=assets /assets/node_modules/chart.js/dist/chart.umd.min.js /assets/node_modules/chart.js/dist/chart.umd.min.js.map /assets/node_modules/chart.js/LICENSE.md static/vendor/
RUN BALKANWATCH_SECRET_KEY=build python manage.py messages && BALKANWATCH_SECRET_KEY=build python manage.py collectstatic --noinput && useradd --system app
USER app
CMD ["gunicorn", "balkanwatch.wsgi", "--bind", "0.0.0.0:8000"]
