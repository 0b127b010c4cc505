package dev.trierarch.registry;

import static dev.trierarch.registry.Cluster.admin;
import static dev.trierarch.registry.Cluster.tree;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.trierarch.registry.DeleteOptions.Propagation;
import dev.trierarch.registry.Registry.Written;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.node.ObjectNode;

class DefaultRegistryTest {

  private static final String POD =
      "{metadata: {name: web, labels: {app: web}}, spec: {containers: [{name: c, image: i}]}}";
  private static final String DEPLOYMENT =
      """
      metadata: {name: web}
      spec:
        replicas: 1
        selector: {matchLabels: {app: web}}
        template:
          metadata: {labels: {app: web}}
          spec: {containers: [{name: c, image: i}]}
      """;

  private final Cluster cluster = new Cluster();

  private ApiException refusal(Runnable action) {
    ApiException refusal = catchThrowableOfType(ApiException.class, action::run);
    assertThat(refusal).as("a refusal").isNotNull();
    return refusal;
  }

  @Test
  void aCreatedObjectHasItsIdentityFromTheServer() {
    Written written =
        cluster.create(
            "pods",
            "default",
            POD.replace(
                "name: web,",
                "name: web, uid: mine, generation: 7, deletionTimestamp: '2020-01-01T00:00:00Z',"));
    ObjectNode pod = written.object().tree();
    assertThat(written.created()).isTrue();
    assertThat(Trees.text(pod, "apiVersion")).isEqualTo("v1");
    assertThat(Trees.text(pod, "kind")).isEqualTo("Pod");
    assertThat(Trees.text(pod, "metadata", "namespace")).isEqualTo("default");
    assertThat(Metas.uid(pod)).matches("[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-.*");
    assertThat(Trees.text(pod, "metadata", "creationTimestamp")).isEqualTo("2026-01-02T03:04:05Z");
    assertThat(Trees.at(pod, "metadata", "generation").asInt()).isEqualTo(1);
    assertThat(Metas.isDeleting(pod)).isFalse();
    assertThat(Metas.resourceVersion(pod)).isEqualTo(Long.toString(written.object().revision()));
  }

  @Test
  void aGeneratedNameIsThePrefixAndFiveLetters() {
    Written written =
        cluster.create("configmaps", "default", "{metadata: {generateName: settings-}}");
    assertThat(written.object().key().name()).matches("settings-[bcdfghjklmnpqrstvwxz2456789]{5}");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{apiVersion: v2, metadata: {name: a}} | 400 | the API version in the data (v2) does not match the expected API version (v1)",
        "{kind: Secret, metadata: {name: a}} | 400 | Secret in version \"v1\" cannot be handled as a ConfigMap: the kind does not match",
        "{metadata: {name: a, namespace: other}} | 400 | the namespace of the provided object does not match the namespace sent on the request",
        "{metadata: {name: a, resourceVersion: '7'}} | 400 | resourceVersion should not be set on objects to be created",
        "{metadata: {}} | 422 | ConfigMap \"\" is invalid: metadata.name: Required value: name or generateName is required",
      })
  void aCreateThatDoesNotFitItsRequestIsRefused(String object, int code, String message) {
    ApiException refusal = refusal(() -> cluster.create("configmaps", "default", object));
    assertThat(refusal.code()).isEqualTo(code);
    assertThat(refusal).hasMessage(message);
  }

  @Test
  void aNameThatIsTakenIsRefused() {
    cluster.create("pods", "default", POD);
    ApiException refusal = refusal(() -> cluster.create("pods", "default", POD));
    assertThat(refusal.code()).isEqualTo(409);
    assertThat(refusal.reason()).isEqualTo("AlreadyExists");
    assertThat(refusal).hasMessage("pods \"web\" already exists");
  }

  @Test
  void aNameOfAWrongFormIsRefusedWithTheFormItShouldHave() {
    ApiException refusal =
        refusal(() -> cluster.create("configmaps", "default", "{metadata: {name: Web_1}}"));
    assertThat(refusal.code()).isEqualTo(422);
    assertThat(refusal)
        .hasMessageStartingWith(
            "ConfigMap \"Web_1\" is invalid: metadata.name: Invalid value: \"Web_1\": a lowercase"
                + " RFC 1123 subdomain must consist of lower case alphanumeric characters");
    assertThat(refusal.details().causes().get(0).field()).isEqualTo("metadata.name");
  }

  @Test
  void severalProblemsAreListedInBrackets() {
    assertThatThrownBy(
            () ->
                cluster.create(
                    "configmaps", "default", "{metadata: {name: a, labels: {'b c': d, e: 'f g'}}}"))
        .hasMessageStartingWith("ConfigMap \"a\" is invalid: [metadata.labels: Invalid value: ")
        .hasMessageEndingWith("]");
  }

  @Test
  void nothingIsCreatedInANamespaceThatDoesNotExist() {
    ApiException refusal = refusal(() -> cluster.create("pods", "nowhere", POD));
    assertThat(refusal.code()).isEqualTo(404);
    assertThat(refusal).hasMessage("namespaces \"nowhere\" not found");
  }

  @Test
  void nothingIsCreatedInANamespaceThatIsGoing() {
    cluster.create("namespaces", "", "{metadata: {name: going}, spec: {finalizers: [kubernetes]}}");
    cluster.delete("namespaces", "", "going", DeleteOptions.defaults());
    ApiException refusal = refusal(() -> cluster.create("pods", "going", POD));
    assertThat(refusal.code()).isEqualTo(403);
    assertThat(refusal)
        .hasMessage(
            "pods \"web\" is forbidden: unable to create new content in namespace going because it"
                + " is being terminated");
    assertThat(refusal.details().causes().get(0).reason()).isEqualTo("NamespaceTerminating");
  }

  @Test
  void anUpdateThatChangesNothingWritesNothing() {
    Written written = cluster.create("pods", "default", POD);
    long before = cluster.store.image().revision();
    Written again = cluster.update("pods", "default", "web", written.object().tree());
    assertThat(again.object().revision()).isEqualTo(written.object().revision());
    assertThat(cluster.store.image().revision()).isEqualTo(before);
  }

  @Test
  void anUpdateOfAnOlderStateIsAConflict() {
    ObjectNode first =
        cluster.create("configmaps", "default", "{metadata: {name: a}}").object().tree();
    cluster.modify(
        "configmaps",
        "default",
        "a",
        "",
        map -> {
          map.putObject("data").put("k", "v");
          return map;
        });
    ApiException refusal = refusal(() -> cluster.update("configmaps", "default", "a", first));
    assertThat(refusal.code()).isEqualTo(409);
    assertThat(refusal)
        .hasMessage(
            "Operation cannot be fulfilled on configmaps \"a\": the object has been modified;"
                + " please apply your changes to the latest version and try again");
  }

  @Test
  void theGenerationRisesWithTheSpecAndWithNothingElse() {
    cluster.create("deployments.apps", "default", DEPLOYMENT);
    assertThat(generationAfter("", "/metadata/annotations", "note")).isEqualTo(1);
    assertThat(generationAfter("status", "/status", "replicas")).isEqualTo(1);
    assertThat(generationAfter("", "/spec", "replicas")).isEqualTo(2);
  }

  private int generationAfter(String subresource, String parent, String field) {
    Written written =
        cluster.modify(
            "deployments.apps",
            "default",
            "web",
            subresource,
            object -> {
              if (parent.startsWith("/metadata")) {
                object.withObject(parent).put(field, "x");
              } else {
                object.withObject(parent).put(field, 3);
              }
              return object;
            });
    return Trees.at(written.object().tree(), "metadata", "generation").asInt();
  }

  @Test
  void statusAndSpecCannotTouchEachOthersPart() {
    cluster.create("deployments.apps", "default", DEPLOYMENT);
    Written viaMain = cluster.modify("deployments.apps", "default", "web", "", this::writeBoth);
    assertThat(Trees.at(viaMain.object().tree(), "spec", "replicas").asInt()).isEqualTo(9);
    assertThat(viaMain.object().tree().path("status").has("replicas")).isFalse();
    cluster.modify(
        "deployments.apps",
        "default",
        "web",
        "",
        d -> {
          d.withObject("/spec").put("replicas", 1);
          return d;
        });
    Written viaStatus =
        cluster.modify("deployments.apps", "default", "web", "status", this::writeBoth);
    assertThat(Trees.at(viaStatus.object().tree(), "spec", "replicas").asInt()).isEqualTo(1);
    assertThat(Trees.at(viaStatus.object().tree(), "status", "replicas").asInt()).isEqualTo(9);
  }

  private ObjectNode writeBoth(ObjectNode object) {
    object.withObject("/spec").put("replicas", 9);
    object.withObject("/status").put("replicas", 9);
    return object;
  }

  @Test
  void anObjectOfAnotherNameThanTheRequestsIsRefused() {
    cluster.create("configmaps", "default", "{metadata: {name: a}}");
    ApiException refusal =
        refusal(() -> cluster.update("configmaps", "default", "a", tree("{metadata: {name: b}}")));
    assertThat(refusal.code()).isEqualTo(400);
    assertThat(refusal)
        .hasMessage("the name of the object (b) does not match the name on the URL (a)");
  }

  @Test
  void aDryRunDoesEverythingButTheWrite() {
    long before = cluster.store.image().revision();
    Written written =
        cluster.registry.create(cluster.type("pods"), "default", tree(POD), Cluster.dryRun());
    assertThat(Metas.uid(written.object().tree())).isNotEmpty();
    assertThat(cluster.store.image().revision()).isEqualTo(before);
    assertThat(cluster.exists("pods", "default", "web")).isFalse();
  }

  @Test
  void scalingChangesOnlyTheReplicas() {
    cluster.create("deployments.apps", "default", DEPLOYMENT);
    Written written =
        cluster.modify(
            "deployments.apps",
            "default",
            "web",
            "scale",
            scale -> {
              assertThat(Trees.text(scale, "kind")).isEqualTo("Scale");
              assertThat(Trees.text(scale, "status", "selector")).isEqualTo("app=web");
              scale.withObject("/spec").put("replicas", 5);
              return scale;
            });
    assertThat(Trees.at(written.object().tree(), "spec", "replicas").asInt()).isEqualTo(5);
    assertThat(Trees.text(written.object().tree(), "kind")).isEqualTo("Deployment");
    ObjectNode scale = ScaleView.of(cluster.type("deployments.apps"), written.object().tree());
    assertThat(Trees.at(scale, "spec", "replicas").asInt()).isEqualTo(5);
    assertThat(Metas.resourceVersion(scale)).isEqualTo(Long.toString(written.object().revision()));
  }

  @Test
  void aPodIsBoundOnce() {
    cluster.create("pods", "default", POD);
    ObjectNode pod = cluster.registry.bind("default", "web", "n1", admin()).object().tree();
    assertThat(Trees.text(pod, "spec", "nodeName")).isEqualTo("n1");
    assertThat(Trees.text(pod.path("status").path("conditions").get(0), "type"))
        .isEqualTo("PodScheduled");
    ApiException refusal = refusal(() -> cluster.registry.bind("default", "web", "n2", admin()));
    assertThat(refusal.code()).isEqualTo(409);
    assertThat(refusal)
        .hasMessage(
            "Operation cannot be fulfilled on pods/binding \"web\": pod web is already assigned to"
                + " node \"n1\"");
  }

  @Test
  void anUnboundPodIsDeletedAtOnce() {
    cluster.create("pods", "default", POD);
    assertThat(cluster.delete("pods", "default", "web", DeleteOptions.defaults()).gone()).isTrue();
    assertThat(cluster.exists("pods", "default", "web")).isFalse();
  }

  @Test
  void aBoundPodIsGivenTimeToEnd() {
    boundPod();
    var deleted =
        cluster.delete("pods", "default", "web", new DeleteOptions(20L, null, null, null));
    assertThat(deleted.gone()).isFalse();
    ObjectNode pod = cluster.get("pods", "default", "web");
    assertThat(Trees.text(pod, "metadata", "deletionTimestamp")).isEqualTo("2026-01-02T03:04:25Z");
    assertThat(Removal.gracePeriodSeconds(pod)).isEqualTo(20);
  }

  @Test
  void aSecondDeleteMayShortenTheTimeAndNeverLengthenIt() {
    boundPod();
    for (long seconds : new long[] {20, 60, 5}) {
      cluster.delete("pods", "default", "web", new DeleteOptions(seconds, null, null, null));
    }
    ObjectNode pod = cluster.get("pods", "default", "web");
    assertThat(Trees.text(pod, "metadata", "deletionTimestamp")).isEqualTo("2026-01-02T03:04:10Z");
    assertThat(Removal.gracePeriodSeconds(pod)).isEqualTo(5);
    var last = cluster.delete("pods", "default", "web", new DeleteOptions(0L, null, null, null));
    assertThat(last.gone()).isTrue();
  }

  private void boundPod() {
    cluster.create("pods", "default", POD);
    cluster.registry.bind("default", "web", "n1", admin());
  }

  @Test
  void anObjectStaysUntilItsLastFinalizerIsRemoved() {
    cluster.create("configmaps", "default", "{metadata: {name: a, finalizers: [example.com/x]}}");
    assertThat(cluster.delete("configmaps", "default", "a", DeleteOptions.defaults()).gone())
        .isFalse();
    assertThat(Metas.isDeleting(cluster.get("configmaps", "default", "a"))).isTrue();
    cluster.modify(
        "configmaps",
        "default",
        "a",
        "",
        object -> {
          Finalizers.set(object, List.of());
          return object;
        });
    assertThat(cluster.exists("configmaps", "default", "a")).isFalse();
  }

  @Test
  void noFinalizerIsAddedToAnObjectThatIsBeingDeleted() {
    cluster.create("configmaps", "default", "{metadata: {name: a, finalizers: [example.com/x]}}");
    cluster.delete("configmaps", "default", "a", DeleteOptions.defaults());
    assertThatThrownBy(
            () ->
                cluster.modify(
                    "configmaps",
                    "default",
                    "a",
                    "",
                    object -> {
                      Finalizers.set(object, List.of("example.com/x", "example.com/y"));
                      return object;
                    }))
        .hasMessageContaining(
            "metadata.finalizers: Forbidden: no new finalizers can be added if the object is being"
                + " deleted, found new finalizers []string{\"example.com/y\"}");
  }

  @ParameterizedTest
  @CsvSource({"ORPHAN,orphan", "FOREGROUND,foregroundDeletion"})
  void aPropagationPolicyBecomesAFinalizer(Propagation propagation, String finalizer) {
    cluster.create("deployments.apps", "default", DEPLOYMENT);
    cluster.delete(
        "deployments.apps", "default", "web", new DeleteOptions(null, propagation, null, null));
    assertThat(Metas.finalizers(cluster.get("deployments.apps", "default", "web")))
        .containsExactly(finalizer);
  }

  @Test
  void aDeleteOfAnotherObjectThanTheOneMeantIsAConflict() {
    cluster.create("configmaps", "default", "{metadata: {name: a}}");
    ApiException refusal =
        refusal(
            () ->
                cluster.delete(
                    "configmaps", "default", "a", new DeleteOptions(null, null, "other", null)));
    assertThat(refusal.code()).isEqualTo(409);
    assertThat(refusal).hasMessageContaining("the UID in the precondition (other) does not match");
  }

  @Test
  void aNamespaceGoesWhenItsOwnFinalizersAreGone() {
    cluster.create("namespaces", "", "{metadata: {name: team}, spec: {finalizers: [kubernetes]}}");
    var deleted = cluster.delete("namespaces", "", "team", DeleteOptions.defaults());
    assertThat(deleted.gone()).isFalse();
    assertThat(Trees.text(cluster.get("namespaces", "", "team"), "status", "phase"))
        .isEqualTo("Terminating");
    cluster.modify(
        "namespaces",
        "",
        "team",
        "finalize",
        namespace -> {
          namespace.withObject("/spec").remove("finalizers");
          return namespace;
        });
    assertThat(cluster.exists("namespaces", "", "team")).isFalse();
  }

  @Test
  void theNamespacesThatTheSystemNeedsStay() {
    ApiException refusal =
        refusal(() -> cluster.delete("namespaces", "", "default", DeleteOptions.defaults()));
    assertThat(refusal.code()).isEqualTo(403);
    assertThat(refusal)
        .hasMessage("namespaces \"default\" is forbidden: this namespace may not be deleted");
  }

  @Test
  void whatIsNotThereCannotBeDeleted() {
    ApiException refusal =
        refusal(() -> cluster.delete("pods", "default", "none", DeleteOptions.defaults()));
    assertThat(refusal.code()).isEqualTo(404);
    assertThat(refusal).hasMessage("pods \"none\" not found");
  }

  @Test
  void anUpdateCreatesOnlyKindsThatMayBeMadeSo() {
    Written lease =
        cluster.update(
            "leases.coordination.k8s.io",
            "default",
            "made",
            tree("{apiVersion: coordination.k8s.io/v1, kind: Lease, spec: {holderIdentity: h}}"));
    assertThat(lease.created()).isTrue();
    assertThat(cluster.exists("leases.coordination.k8s.io", "default", "made")).isTrue();
    assertThatThrownBy(
            () ->
                cluster.update(
                    "configmaps",
                    "default",
                    "made",
                    tree("{apiVersion: v1, kind: ConfigMap, metadata: {name: made}}")))
        .isInstanceOfSatisfying(
            ApiException.class, refusal -> assertThat(refusal.code()).isEqualTo(404));
  }
}
