# docker build --target cli --tag kubenet-audit .        the command
# docker build --target app --tag kubenet-audit-app .    the Functions app, for Azure Container Apps

FROM node:24-bookworm-slim AS build
WORKDIR /src
COPY package.json package-lock.json ./
RUN npm ci --no-audit --no-fund
COPY . .
RUN node scripts/build.ts

FROM node:24-bookworm-slim AS cli
COPY --from=build /src/dist/cli /opt/kubenet-audit
USER node
WORKDIR /tmp
ENTRYPOINT ["node", "/opt/kubenet-audit/kubenet-audit.mjs"]
CMD ["--help"]

FROM mcr.microsoft.com/azure-functions/node:4-node24 AS app
ENV AzureWebJobsScriptRoot=/home/site/wwwroot \
    AzureFunctionsJobHost__Logging__Console__IsEnabled=true
COPY --from=build /src/dist/app /home/site/wwwroot
