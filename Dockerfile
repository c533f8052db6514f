# The image of one service, from the distribution that `mvn package` makes:
#
#   docker build --build-arg SERVICE=ingest-gateway --build-arg HEALTH=9080/health/ready --tag payonce/ingest-gateway .
#
# HEALTH is where the service is asked for its health, at its own default ports (docs/operating.md). The command itself is
# the target `command`. SERVICE is ingest-gateway, callback-processor, refund-processor, outcome-auditor or
# gateway-simulator.

ARG JDK=eclipse-temurin:25.0.3_9-jdk-noble
ARG JRE=eclipse-temurin:25.0.3_9-jre-noble

# The distribution, and the jars of each service alone.
FROM ${JDK} AS jars
COPY cli/target/payonce-*.tar.gz /tmp/payonce.tar.gz
COPY deploy/image/take /tmp/
RUN mkdir /payonce \
 && tar -xzf /tmp/payonce.tar.gz -C /payonce --strip-components=1 \
 && for service in ingest-gateway callback-processor refund-processor outcome-auditor gateway-simulator; do \
      /tmp/take "${service}" /payonce/lib "/services/${service}/lib" || exit 1; \
    done

# The same JVM as below learns the services' classes. PostgreSQL does not run as root, and wants a user with a name.
# Nothing here depends on SERVICE, so it is done once for all of them.
FROM ${JRE} AS trained
RUN useradd --uid 10001 --user-group --create-home payonce \
 && install --directory --owner=payonce /opt/payonce
COPY --from=jars /payonce /payonce
COPY --from=jars --chown=10001:10001 /services /services
COPY deploy/image/healthy deploy/image/train /payonce/bin/
USER 10001:10001
WORKDIR /tmp
RUN /payonce/bin/train

# The command, with all its parts: --target command.
FROM ${JRE} AS command
LABEL org.opencontainers.image.title="payonce" \
      org.opencontainers.image.licenses="Apache-2.0"
COPY --from=jars /payonce /opt/payonce
USER 10001:10001
WORKDIR /tmp
ENTRYPOINT ["/opt/payonce/bin/payonce"]

FROM ${JRE}
ARG SERVICE
ARG HEALTH
LABEL org.opencontainers.image.title="payonce ${SERVICE}" \
      org.opencontainers.image.licenses="Apache-2.0"
COPY --from=trained --chown=0:0 /services/${SERVICE} /opt/payonce
COPY deploy/image/healthy /opt/payonce/
ENV HEALTH=${HEALTH} \
    PAYONCE_MANAGEMENT_HOST=0.0.0.0
USER 10001:10001
WORKDIR /tmp
HEALTHCHECK --interval=5s --timeout=3s --start-period=30s --retries=6 CMD ["/opt/payonce/healthy"]
# Writes nothing but what libraries put into /tmp. Further options of the JVM: JDK_JAVA_OPTIONS.
ENTRYPOINT ["/opt/java/openjdk/bin/java", \
  "-XX:AOTCache=/opt/payonce/service.aot", \
  "-XX:MaxRAMPercentage=60", \
  "-XX:+ExitOnOutOfMemoryError", \
  "-XX:-UsePerfData", \
  "--enable-native-access=ALL-UNNAMED", \
  "--sun-misc-unsafe-memory-access=allow", \
  "-jar", "/opt/payonce/lib/service.jar"]
