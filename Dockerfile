# One process, SQLite in the volume /data. For several processes give BARCAMP_DATABASE_URL and BARCAMP_BELL_URL.
FROM python:3.12-slim AS build
WORKDIR /src
COPY requirements requirements
RUN python -m venv /opt/barcamp && /opt/barcamp/bin/pip install --no-cache-dir --require-hashes -r requirements/server.txt \
  && python -m venv /opt/build && /opt/build/bin/pip install --no-cache-dir --require-hashes -r requirements/build.txt
COPY pyproject.toml README.md LICENSE ./
COPY barcamp barcamp
COPY templates templates
COPY static static
COPY fonts fonts
RUN /opt/build/bin/python -m hatchling build -t wheel -d /wheel \
  && cd fonts && /opt/build/bin/python -m hatchling build -t wheel -d /wheel \
  && /opt/barcamp/bin/pip install --no-cache-dir --no-deps --no-index /wheel/*.whl

FROM python:3.12-slim
RUN useradd --uid 10001 --create-home barcamp && install -d -o barcamp /data /backups
COPY --from=build /opt/barcamp /opt/barcamp
USER 10001
ENV PATH=/opt/barcamp/bin:$PATH BARCAMP_HOST=0.0.0.0 BARCAMP_DATA=/data PYTHONDONTWRITEBYTECODE=1 BARCAMP_LOG=json
VOLUME /data
EXPOSE 8000
HEALTHCHECK CMD ["barcamp", "healthcheck"]
CMD ["barcamp", "serve"]
