# The same binary as ./dayside up, for external PostgreSQL, Redis and Keycloak. First: mvn -DskipTests process-classes
# dependency:copy-dependencies -DincludeScope=runtime -DoutputDirectory=target/lib
FROM eclipse-temurin:25-jre
RUN useradd --uid 10001 --create-home dayside && mkdir /data && chown dayside /data
COPY target/lib /opt/dayside/lib
COPY target/classes /opt/dayside/classes
COPY tenant-config /opt/dayside/tenant-config
USER 10001
WORKDIR /opt/dayside
EXPOSE 8080 8081 11112 2575
ENTRYPOINT ["java", "-XX:MaxRAMPercentage=70", "--enable-native-access=ALL-UNNAMED", "-Duser.timezone=UTC", "-cp", "classes:lib/*", "io.dayside.DaysideApplication"]
