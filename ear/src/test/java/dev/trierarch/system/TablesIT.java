package dev.trierarch.system;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trierarch.catalog.BuiltInCatalog;
import dev.trierarch.catalog.ResourceType;
import java.time.Duration;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/** What somebody with kubectl sees of a cluster is what upstream's clusters show. */
@Tag("kubectl")
@ExtendWith(SharedCluster.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TablesIT {

  /** This kubectl knows how to describe the versions before the first stable one only. */
  private static final Set<String> NOT_DESCRIBED = Set.of("ipaddresses", "servicecidrs");

  private final Workspace workspace;

  TablesIT(Workspace workspace) {
    this.workspace = workspace;
  }

  private static String kinds(Set<String> without) {
    return new BuiltInCatalog()
        .types().stream()
            .filter(type -> type.hasVerb("list") && !type.group().equals("trierarch.dev"))
            .filter(type -> !without.contains(type.plural()))
            .map(TablesIT::name)
            .collect(Collectors.joining(","));
  }

  private static String name(ResourceType type) {
    return type.plural() + "." + type.version() + "." + type.group();
  }

  @Test
  void everyKindIsListedAndDescribed() {
    assertThat(workspace.kubectlSays("get", kinds(Set.of()), "-A", "-o", "wide"))
        .contains("node/node-1", "clusterrole.rbac.authorization.k8s.io/cluster-admin");
    assertThat(workspace.kubectlSays("describe", kinds(NOT_DESCRIBED), "-A"))
        .contains("Name:               node-1", "Name:         cluster-admin");
  }

  @Test
  void everyGroupAndVersionIsServedLocally() {
    String apiVersions = workspace.kubectlSays("api-versions");
    String services = workspace.kubectlSays("get", "apiservices");
    apiVersions
        .lines()
        .filter(name -> !name.startsWith("apiregistration.k8s.io/"))
        .map(name -> name.contains("/") ? name.replaceFirst("(.*)/(.*)", "$2.$1") : name + ".")
        .forEach(
            name -> assertThat(services).containsPattern("(?m)^" + name + " +Local +True +\\d"));
  }

  @Test
  void flowSchemasStandInTheirOrderAndSayThatTheirLevelIsThere() {
    Cluster.await(
        "no flow schema lacks its level",
        Duration.ofSeconds(60),
        () ->
            workspace
                .kubectlSays("get", "flowschemas", "--no-headers")
                .matches("(?s)exempt .* False\nprobes .*\ncatch-all .* False"));
  }

  @Test
  void theRangeOfServicesIsListed() {
    assertThat(workspace.kubectlSays("get", "servicecidrs"))
        .matches("NAME +CIDRS +AGE\nkubernetes +10\\.96\\.0\\.0/16 +\\w+");
  }

  @Test
  void aScaleHasATable() {
    workspace.kubectlSays("create", "deployment", "scaled", "--image=none", "--replicas=0");
    assertThat(workspace.kubectlSays("get", "deployment", "scaled", "--subresource=scale"))
        .matches("NAME +DESIRED +AVAILABLE +AGE\nscaled +0 +0 +\\w+");
  }

  @Test
  void whoAsksForEndpointsIsWarnedThatTheyAreDeprecated() {
    assertThat(workspace.kubectlSays("get", "endpoints"))
        .contains("Warning: v1 Endpoints is deprecated in v1.33+; use discovery.k8s.io/v1");
    assertThat(workspace.kubectlSays("get", "endpointslices")).doesNotContain("Warning");
  }

  @Test
  void aCronJobSaysInWordsWhetherItIsSuspended() {
    workspace.kubectlSays("create", "cronjob", "tick", "--image=none", "--schedule=0 0 1 1 *");
    assertThat(workspace.kubectlSays("get", "cronjob", "tick"))
        .containsPattern("tick +0 0 1 1 \\* +<none> +False +0 +<none>");
  }
}
