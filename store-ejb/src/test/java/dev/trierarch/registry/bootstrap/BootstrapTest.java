package dev.trierarch.registry.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trierarch.catalog.ResourceType;
import dev.trierarch.registry.Cluster;
import dev.trierarch.registry.Trees;
import dev.trierarch.settings.Settings;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

class BootstrapTest {

  private final Cluster cluster = Cluster.empty();
  private final Bootstrap bootstrap =
      new Bootstrap(
          cluster.registry,
          cluster.catalog,
          cluster.store,
          new Settings(Map.of("trierarch.public.url", "https://10.0.0.1:7443")::get));

  @Test
  void aClusterBeginsWithItsNamespacesRolesAndService() {
    bootstrap.run();
    for (String namespace : new String[] {"default", "kube-system", "kube-public"}) {
      assertThat(cluster.exists("namespaces", "", namespace)).isTrue();
    }
    ObjectNode service = cluster.get("services", "default", "kubernetes");
    assertThat(Trees.text(service, "spec", "clusterIP")).isEqualTo("10.96.0.1");
    assertThat(service.path("spec").path("ports").path(0).path("targetPort").asInt())
        .isEqualTo(7443);
    assertThat(cluster.exists("priorityclasses.scheduling.k8s.io", "", "system-node-critical"))
        .isTrue();
    assertThat(cluster.exists("clusterrolebindings.rbac.authorization.k8s.io", "", "cluster-admin"))
        .isTrue();
  }

  @Test
  void theRangeOfServicesIsReadySinceItIsThere() {
    bootstrap.run();
    ObjectNode range = cluster.get("servicecidrs.networking.k8s.io", "", "kubernetes");
    assertThat(range.path("spec").path("cidrs").path(0).stringValue()).isEqualTo("10.96.0.0/16");
    JsonNode condition = Trees.at(range, "status", "conditions").path(0);
    assertThat(Trees.text(condition, "type")).isEqualTo("Ready");
    assertThat(Trees.text(condition, "status")).isEqualTo("True");
    assertThat(Trees.text(condition, "lastTransitionTime"))
        .isEqualTo(Trees.text(range, "metadata", "creationTimestamp"));
  }

  /** All but the group of the APIServices themselves, as upstream has it. */
  @Test
  void everyGroupAndVersionHasAnApiServiceThatIsAvailable() {
    bootstrap.run();
    for (ResourceType type : cluster.catalog.types()) {
      if (!type.group().equals("apiregistration.k8s.io")) {
        ObjectNode service =
            cluster.get(
                "apiservices.apiregistration.k8s.io", "", type.version() + "." + type.group());
        JsonNode condition = Trees.at(service, "status", "conditions").path(0);
        assertThat(Trees.text(condition, "type")).isEqualTo("Available");
        assertThat(Trees.text(condition, "status")).isEqualTo("True");
        assertThat(Trees.text(condition, "lastTransitionTime"))
            .isEqualTo(Trees.text(service, "metadata", "creationTimestamp"));
      }
    }
  }

  @Test
  void aSecondRunWritesNothing() {
    assertThat(bootstrap.run()).isPositive();
    long revision = cluster.store.image().revision();
    assertThat(bootstrap.run()).isZero();
    assertThat(cluster.store.image().revision()).isEqualTo(revision);
  }

  @Test
  void theUsersRolesHaveTheRulesOfThoseTheyAggregate() {
    bootstrap.run();
    int view = rules("view");
    int edit = rules("edit");
    assertThat(view).isEqualTo(rules("system:aggregate-to-view")).isPositive();
    assertThat(edit).isEqualTo(view + rules("system:aggregate-to-edit"));
    assertThat(rules("admin")).isEqualTo(edit + rules("system:aggregate-to-admin"));
  }

  private int rules(String role) {
    return cluster.get("clusterroles.rbac.authorization.k8s.io", "", role).path("rules").size();
  }
}
