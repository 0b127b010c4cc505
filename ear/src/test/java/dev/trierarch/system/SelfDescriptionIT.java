package dev.trierarch.system;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trierarch.catalog.BuiltInCatalog;
import dev.trierarch.catalog.ResourceType;
import dev.trierarch.system.Http.Answer;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** The server says what it has: discovery, OpenAPI, explain, versions and health. */
@Tag("kubectl")
@ExtendWith(SharedCluster.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SelfDescriptionIT {

  private static final String AGGREGATED =
      "application/json;g=apidiscovery.k8s.io;v=v2;as=APIGroupDiscoveryList";

  /** One value in Prometheus' text format. */
  private static final Pattern SAMPLE =
      Pattern.compile(
          "[a-z_]+(\\{([a-z_]+=\"[^\"\\\\]*\")(,[a-z_]+=\"[^\"\\\\]*\")*\\})? -?[0-9.]+");

  /** At least the request that asks is being served. */
  private static final Pattern IN_FLIGHT =
      Pattern.compile(
          "apiserver_current_inflight_requests\\{request_kind=\"readOnly\"} [1-9][0-9]*");

  private final Workspace workspace;

  SelfDescriptionIT(Workspace workspace) {
    this.workspace = workspace;
  }

  @Test
  void explainReadsAsUpstreamsDoes() {
    String text =
        workspace.kubectlSays("explain", "pod.spec.containers.livenessProbe", "--recursive");

    assertThat(text)
        .startsWith("KIND:       Pod\nVERSION:    v1\n\nFIELD: livenessProbe <Probe>")
        .contains(
            "Periodic probe of container liveness. Container will be restarted if the",
            "Probe describes a health check to be performed against a container to",
            "  exec\t<ExecAction>\n    command\t<[]string>",
            "    port\t<IntOrString> -required-",
            "  timeoutSeconds\t<integer>");
  }

  @Test
  void everyFieldOfAPodIsDescribed() {
    assertThat(workspace.kubectlSays("explain", "pod.spec.containers"))
        .doesNotContain("<no description>");
  }

  @Test
  void apiResourcesListsEveryKindOfTheCatalog() {
    List<String> listed =
        workspace.kubectlSays("api-resources", "--no-headers", "-o", "name").lines().toList();

    assertThat(new BuiltInCatalog().types())
        .filteredOn(type -> !type.version().equals("v1") || !type.group().equals("autoscaling"))
        .extracting(SelfDescriptionIT::nameOf)
        .isSubsetOf(listed);
    assertThat(workspace.kubectlSays("api-versions").lines())
        .contains("v1", "apps/v1", "autoscaling/v1", "autoscaling/v2");
  }

  private static String nameOf(ResourceType type) {
    return type.group().isEmpty() ? type.plural() : type.plural() + "." + type.group();
  }

  @ParameterizedTest
  @ValueSource(strings = {"/api", "/apis"})
  void aggregatedDiscoveryHasATagThatSparesSendingItAgain(String path) {
    Answer first = workspace.http().get(path, "Accept", AGGREGATED).is(200);
    assertThat(first.json().path("kind").asString()).isEqualTo("APIGroupDiscoveryList");
    assertThat(first.header("ETag")).isNotEmpty();

    Answer second =
        workspace
            .http()
            .get(path, "Accept", AGGREGATED, "If-None-Match", first.header("ETag"))
            .is(304);
    assertThat(second.text()).isEmpty();
  }

  @Test
  void everyGroupVersionHasAnOpenApiDocumentUnderItsHash() {
    JsonNode paths = workspace.http().get("/openapi/v3").is(200).json().path("paths");
    assertThat(paths.propertyNames()).contains("api/v1", "apis/apps/v1");

    JsonNode apps =
        workspace
            .http()
            .get(paths.at("/apis~1apps~1v1/serverRelativeURL").asString())
            .is(200)
            .json();
    assertThat(apps.path("openapi").asString()).startsWith("3.0");
    assertThat(apps.at("/components/schemas/io.k8s.api.apps.v1.Deployment").isObject()).isTrue();
    assertThat(workspace.http().get("/openapi/v2").is(200).json().path("swagger").asString())
        .isEqualTo("2.0");
  }

  @Test
  void versionAndHealthAreToldInUpstreamsForm() {
    assertThat(workspace.http().get("/version").is(200).json().path("gitVersion").asString())
        .startsWith("v1.");
    assertThat(workspace.http().get("/readyz?verbose").is(200).text())
        .contains("[+]ping ok", "readyz check passed");
    assertThat(workspace.http().get("/readyz?exclude=store").is(200).text()).isEqualTo("ok");
    assertThat(workspace.http().get("/livez?verbose&exclude=nothing").is(200).text())
        .isEqualTo(
            """
            [+]ping ok
            warn: some health checks cannot be excluded: no matches for "nothing"
            livez check passed
            """);
    assertThat(workspace.http().get("/livez/ping").is(200).text()).isEqualTo("ok");
    assertThat(workspace.http().get("/readyz/store").is(200).text()).isEqualTo("ok");
    workspace.http().get("/readyz/nothing").is(404);
  }

  @Test
  void metricsAreWellFormedAndHaveUpstreamsNames() {
    Answer answer = workspace.http().get("/metrics").is(200);
    assertThat(answer.header("Content-Type")).startsWith("text/plain;").contains("version=0.0.4");
    assertThat(answer.text().lines())
        .allMatch(line -> line.startsWith("# ") || SAMPLE.matcher(line).matches())
        .contains(
            "# TYPE apiserver_request_total counter",
            "# TYPE apiserver_longrunning_requests gauge",
            "# TYPE apiserver_flowcontrol_request_wait_duration_seconds histogram")
        .anyMatch(line -> IN_FLIGHT.matcher(line).matches())
        .anyMatch(line -> line.startsWith("apiserver_storage_objects{resource=\"pods\"} "))
        .anyMatch(line -> line.startsWith("process_resident_memory_bytes "));
  }

  @Test
  void serviceAccountsReadHowTheirTokensAreChecked() {
    Answer configuration = workspace.http().get("/.well-known/openid-configuration").is(200);
    assertThat(configuration.header("Content-Type")).isEqualTo("application/json");
    assertThat(configuration.json().path("jwks_uri").asString()).endsWith("/openid/v1/jwks");
    Answer keys = workspace.http().get("/openid/v1/jwks").is(200);
    assertThat(keys.header("Content-Type")).isEqualTo("application/jwk-set+json");
    assertThat(keys.json().at("/keys/0/kty").asString()).isEqualTo("RSA");

    String[] account = {
      "Impersonate-User", "system:serviceaccount:default:default",
      "Impersonate-Group", "system:serviceaccounts"
    };
    workspace.http().get("/openid/v1/jwks", account).is(200);
    workspace.http().get("/.well-known/openid-configuration", account).is(200);
    workspace.http().get("/openid/v1/jwks", "Impersonate-User", "stranger").is(403);
  }
}
