package dev.trierarch.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trierarch.registry.ApiException;
import dev.trierarch.registry.Cluster;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.LabelSelectorBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.coordination.v1.Lease;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class InProcessClientTest {

  private final Cluster cluster = new Cluster();
  private final Client client = cluster.client("test-controller");
  private final Lister<ConfigMap> maps = client.lister(ConfigMap.class);

  private ConfigMap map(String name, Map<String, String> labels) {
    return client.create(
        new ConfigMapBuilder()
            .withNewMetadata()
            .withNamespace("default")
            .withName(name)
            .withLabels(labels)
            .endMetadata()
            .addToData("k", "v")
            .build());
  }

  @Test
  void whatIsCreatedIsListedTypedAndByLabel() {
    map("a", Map.of("app", "web", "tier", "front"));
    map("b", Map.of("app", "web", "tier", "back"));
    map("c", Map.of("app", "db"));
    assertThat(maps.get("default", "a")).map(ConfigMap::getData).contains(Map.of("k", "v"));
    assertThat(maps.list("default")).extracting(m -> m.getMetadata().getName()).contains("a", "b");
    var selector =
        new LabelSelectorBuilder()
            .addToMatchLabels("app", "web")
            .addNewMatchExpression()
            .withKey("tier")
            .withOperator("NotIn")
            .withValues("back")
            .endMatchExpression()
            .build();
    assertThat(maps.list("default", selector))
        .extracting(m -> m.getMetadata().getName())
        .containsExactly("a");
    assertThat(maps.list("kube-system", selector)).isEmpty();
    assertThat(maps.list("default", null)).isEmpty();
  }

  @Test
  void aChangeIsMadeOnTheNewestState() {
    map("a", Map.of());
    ConfigMap changed =
        client.modify(
            ConfigMap.class,
            "default",
            "a",
            map -> new ConfigMapBuilder(map).addToData("more", "1").build());
    assertThat(changed.getData()).containsEntry("k", "v").containsEntry("more", "1");
  }

  @Test
  void anUpdateOfAnOldStateIsAConflict() {
    ConfigMap old = map("a", Map.of());
    client.update(new ConfigMapBuilder(old).addToData("x", "1").build());
    assertThatThrownBy(() -> client.update(new ConfigMapBuilder(old).addToData("x", "2").build()))
        .isInstanceOfSatisfying(
            ApiException.class, refusal -> assertThat(refusal.code()).isEqualTo(409));
  }

  @Test
  void aDeleteMeansTheObjectThatWasSeenAndNoOther() {
    ConfigMap first = map("a", Map.of());
    client.delete(first);
    assertThat(maps.get("default", "a")).isEmpty();
    client.delete(first);
    map("a", Map.of());
    client.delete(first);
    assertThat(maps.get("default", "a")).isPresent();
  }

  @Test
  void theRowsOfAClientNameItAndTheirCause() {
    Causes.during(17, () -> map("a", Map.of()));
    var row = cluster.store.rowsAfter(cluster.store.image().revision() - 1, 1).get(0);
    assertThat(row.origin().actor()).isEqualTo("test-controller");
    assertThat(row.origin().cause()).isEqualTo(17);
  }

  @Test
  void anEventThatIsToldAgainIsCounted() {
    Pod pod = pod();
    client.event(pod, "Normal", "Pulled", "image is there");
    cluster.advance(Duration.ofSeconds(10));
    client.event(pod, "Normal", "Pulled", "image is there");
    client.event(pod, "Warning", "Failed", "no");
    List<Event> events = client.lister(Event.class).list("default");
    assertThat(events).hasSize(2);
    Event pulled =
        events.stream().filter(e -> e.getReason().equals("Pulled")).findFirst().orElseThrow();
    assertThat(pulled.getCount()).isEqualTo(2);
    assertThat(pulled.getFirstTimestamp()).isEqualTo("2026-01-02T03:04:05Z");
    assertThat(pulled.getLastTimestamp()).isEqualTo("2026-01-02T03:04:15Z");
    assertThat(pulled.getInvolvedObject().getUid()).isEqualTo(pod.getMetadata().getUid());
    assertThat(pulled.getMetadata().getName()).matches("web\\.[0-9a-f]+");
    assertThat(pulled.getSource().getComponent()).isEqualTo("test-controller");
  }

  @Test
  void eventsAboutOneObjectAreLimited() {
    Pod pod = pod();
    for (int i = 0; i < 100; i++) {
      client.event(pod, "Normal", "Tick", "tick " + i);
      cluster.advance(Duration.ofMillis(1));
    }
    assertThat(client.lister(Event.class).list("default")).hasSize(25);
    cluster.advance(Duration.ofMinutes(5));
    client.event(pod, "Normal", "Tick", "later");
    assertThat(client.lister(Event.class).list("default")).hasSize(26);
  }

  private Pod pod() {
    return client.create(
        new PodBuilder()
            .withNewMetadata()
            .withNamespace("default")
            .withName("web")
            .endMetadata()
            .withNewSpec()
            .addNewContainer()
            .withName("c")
            .withImage("i")
            .endContainer()
            .endSpec()
            .build());
  }

  @Test
  void oneOfSeveralLeadsUntilItStopsRenewing() {
    LeaderLease one = lease("one");
    LeaderLease two = lease("two");
    assertThat(one.hold()).isTrue();
    assertThat(two.hold()).isFalse();
    cluster.advance(Duration.ofSeconds(10));
    assertThat(one.hold()).isTrue();
    assertThat(two.hold()).isFalse();
    cluster.advance(Duration.ofSeconds(10));
    assertThat(two.hold()).isFalse();
    cluster.advance(Duration.ofSeconds(5));
    assertThat(two.hold()).isTrue();
    assertThat(one.hold()).isFalse();
    Lease lease = client.lister(Lease.class).get("kube-system", "masters").orElseThrow();
    assertThat(lease.getSpec().getLeaseTransitions()).isEqualTo(1);
  }

  @Test
  void aLeaderThatLetsGoIsFollowedAtOnce() {
    LeaderLease one = lease("one");
    LeaderLease two = lease("two");
    one.hold();
    one.release();
    assertThat(two.hold()).isTrue();
  }

  @Test
  void aLeaderThatWasKilledGoesOnAtOnceWhenItIsStartedAgain() {
    LeaderLease killed = lease("one", "first");
    LeaderLease other = lease("two");
    killed.hold();
    other.hold();
    LeaderLease again = lease("one", "second");
    assertThat(again.hold()).isTrue();
    assertThat(other.hold()).isFalse();
    assertThat(killed.hold()).isFalse();
  }

  @Test
  void oneThatLostItsLeaseToAnotherOfItsInstanceDoesNotTakeItBack() {
    LeaderLease first = lease("one", "first");
    first.hold();
    LeaderLease second = lease("one", "second");
    second.hold();
    assertThat(first.hold()).isFalse();
    cluster.advance(Duration.ofSeconds(14));
    assertThat(first.hold()).isFalse();
    assertThat(second.hold()).isTrue();
  }

  private LeaderLease lease(String instance) {
    return lease(instance, "process");
  }

  private LeaderLease lease(String instance, String process) {
    return new LeaderLease(
        client,
        cluster.clock,
        "kube-system",
        "masters",
        new LeaseHolder(instance, process),
        Duration.ofSeconds(15));
  }
}
