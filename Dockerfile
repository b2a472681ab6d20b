# docker build --target cli --tag kubenet-audit .        the command
# docker build --target app --tag kubenet-audit-app .    the Functions app, for Azure Container Apps, on port 8080

FROM node:24-bookworm-slim@sha256:0e0ff40c39bc087845bfb27465a0df4ea419520094bc35842ff83dd8cbe6f9b6 AS build
WORKDIR /src
COPY package.json package-lock.json ./
RUN npm ci --no-audit --no-fund
COPY . .
RUN node scripts/build.ts

FROM node:24-bookworm-slim@sha256:0e0ff40c39bc087845bfb27465a0df4ea419520094bc35842ff83dd8cbe6f9b6 AS cli
COPY --from=build /src/dist/cli /opt/kubenet-audit
USER node
WORKDIR /tmp
ENTRYPOINT ["node", "/opt/kubenet-audit/kubenet-audit.mjs"]
CMD ["--help"]

# By tag: SECURITY.md says why, docs/deploy.md how to pin it.
FROM mcr.microsoft.com/azure-functions/node:4-node24 AS app
# The host keeps its state in storage, and what it writes here is for the moment: a user who owns nothing but a home suffices. Without
# root it takes a port above 1024.
RUN useradd --system --create-home --home-dir /home/audit --uid 10001 audit
ENV AzureWebJobsScriptRoot=/home/site/wwwroot \
    AzureFunctionsJobHost__Logging__Console__IsEnabled=true \
    ASPNETCORE_URLS=http://+:8080 \
    HOME=/home/audit
COPY --from=build /src/dist/app /home/site/wwwroot
USER audit
EXPOSE 8080
HEALTHCHECK --interval=30s --timeout=10s --start-period=60s --retries=3 \
  CMD ["curl", "--fail", "--silent", "--show-error", "--output", "/dev/null", "http://127.0.0.1:8080/api/health"]
