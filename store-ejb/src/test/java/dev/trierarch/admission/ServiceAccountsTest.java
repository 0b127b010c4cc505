package dev.trierarch.admission;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trierarch.registry.Cluster;
import dev.trierarch.registry.Trees;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

class ServiceAccountsTest {

  private static final String CONTAINERS = "containers: [{name: c, image: i}]";
  private static final String MIRROR =
      "{metadata: {name: p, annotations: {kubernetes.io/config.mirror: x}}, spec: {nodeName: n, %s}}";

  private final Cluster cluster = new Cluster();

  private ObjectNode pod(String spec) {
    return create("{metadata: {name: p}, spec: {%s}}".formatted(spec));
  }

  private ObjectNode create(String pod) {
    return cluster.create("pods", "default", pod).object().tree();
  }

  private void account(String name, String rest) {
    cluster.create(
        "serviceaccounts", "default", "{metadata: {name: %s}, %s}".formatted(name, rest));
  }

  @Test
  void aPodRunsAsTheDefaultAccountOrAsOneThatExists() {
    assertThat(Trees.text(pod(CONTAINERS), "spec", "serviceAccountName")).isEqualTo("default");
    assertThatThrownBy(() -> pod("serviceAccountName: robot, " + CONTAINERS))
        .hasMessage(
            "pods \"p\" is forbidden: error looking up service account default/robot:"
                + " serviceaccount \"robot\" not found");
  }

  @Test
  void aPodHasThePullSecretsOfItsAccountUnlessItHasItsOwn() {
    account("robot", "imagePullSecrets: [{name: registry}]");
    String asRobot = "{metadata: {name: %s}, spec: {serviceAccountName: robot, %s}}";
    ObjectNode taken = create(asRobot.formatted("a", CONTAINERS));
    ObjectNode own =
        create(asRobot.formatted("b", "imagePullSecrets: [{name: mine}], " + CONTAINERS));

    assertThat(taken.at("/spec/imagePullSecrets/0/name").asString()).isEqualTo("registry");
    assertThat(own.at("/spec/imagePullSecrets")).hasSize(1);
    assertThat(own.at("/spec/imagePullSecrets/0/name").asString()).isEqualTo("mine");
  }

  @Test
  void everyContainerIsShownATokenTheRootAndItsNamespace() {
    JsonNode spec = pod("initContainers: [{name: i, image: i}], " + CONTAINERS).path("spec");

    String name = spec.at("/volumes/0/name").asString();
    assertThat(name).matches("kube-api-access-[bcdfghjklmnpqrstvwxz2456789]{5}");
    assertThat(Trees.same(spec.at("/volumes/0/projected"), volume())).isTrue();
    JsonNode mount =
        Cluster.tree(
            "{name: %s, readOnly: true, mountPath: /var/run/secrets/kubernetes.io/serviceaccount}"
                .formatted(name));
    assertThat(spec.at("/containers/0/volumeMounts")).containsExactly(mount);
    assertThat(spec.at("/initContainers/0/volumeMounts")).containsExactly(mount);
  }

  private static JsonNode volume() {
    return Cluster.tree(
        "{sources: [{serviceAccountToken: {expirationSeconds: 3607, path: token}},"
            + " {configMap: {name: kube-root-ca.crt, items: [{key: ca.crt, path: ca.crt}]}},"
            + " {downwardAPI: {items: [{path: namespace, fieldRef: {apiVersion: v1, fieldPath:"
            + " metadata.namespace}}]}}], defaultMode: 420}");
  }

  @Test
  void nobodyOwnsWhatAdmissionAdds() {
    assertThat(pod(CONTAINERS).at("/metadata/managedFields").toString())
        .contains("f:containers")
        .doesNotContain("f:volumes")
        .doesNotContain("f:volumeMounts");
  }

  @Test
  void aContainerThatHasSomethingAtItsPlaceKeepsIt() {
    JsonNode spec =
        pod("volumes: [{name: v, emptyDir: {}}], containers: [{name: c, image: i, volumeMounts:"
                + " [{name: v, mountPath: /var/run/secrets/kubernetes.io/serviceaccount}]}]")
            .path("spec");

    assertThat(spec.at("/containers/0/volumeMounts")).hasSize(1);
    assertThat(spec.path("volumes")).hasSize(1);
  }

  @Test
  void aPodThatBringsTheVolumeGetsNoSecondOne() {
    JsonNode spec =
        pod("volumes: [{name: kube-api-access-old, emptyDir: {}}], " + CONTAINERS).path("spec");

    assertThat(spec.path("volumes")).hasSize(1);
    assertThat(spec.at("/containers/0/volumeMounts/0/name").asString())
        .isEqualTo("kube-api-access-old");
  }

  @ParameterizedTest
  @CsvSource({
    "'', '', true",
    "'', false, false",
    "'', true, true",
    "true, false, true",
    "false, true, false",
    "false, '', false"
  })
  void thePodDecidesBeforeItsAccountWhetherItGetsAToken(String pod, String account, boolean has) {
    String field = "automountServiceAccountToken: %s, ";
    account("robot", account.isEmpty() ? "" : field.formatted(account));
    JsonNode spec =
        pod((pod.isEmpty() ? "" : field.formatted(pod))
                + "serviceAccountName: robot, "
                + CONTAINERS)
            .path("spec");

    assertThat(spec.has("volumes")).isEqualTo(has);
    assertThat(spec.at("/containers/0").has("volumeMounts")).isEqualTo(has);
  }

  @Test
  void aMirrorPodIsLeftAsItIsAndNamesNothingOfTheKind() {
    JsonNode spec = create(MIRROR.formatted(CONTAINERS)).path("spec");
    assertThat(spec.has("serviceAccountName")).isFalse();
    assertThat(spec.has("volumes")).isFalse();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          serviceAccountName: robot | reference service accounts
          volumes: [{name: v, secret: {secretName: s}}] | reference secrets
          volumes: [{name: v, projected: {sources: [{serviceAccountToken: {path: t}}]}}] | use ServiceAccountToken volume projections
          """)
  void aMirrorPodMayNot(String spec, String what) {
    assertThatThrownBy(() -> create(MIRROR.formatted(spec + ", " + CONTAINERS)))
        .hasMessage("pods \"p\" is forbidden: a mirror pod may not " + what);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          volumes: [{name: v, secret: {secretName: x}}], containers: [{name: c, image: i}] | volume with secret.secretName="x"
          containers: [{name: c, image: i, env: [{name: E, valueFrom: {secretKeyRef: {name: x, key: k}}}]}] | container c with envVar E referencing secret.secretName="x"
          imagePullSecrets: [{name: x}], containers: [{name: c, image: i}] | imagePullSecrets[0].name="x"
          """)
  void anAccountMayKeepItsPodsToItsSecrets(String spec, String what) {
    cluster.create(
        "serviceaccounts",
        "default",
        "{metadata: {name: robot, annotations: {kubernetes.io/enforce-mountable-secrets: 'true'}},"
            + " secrets: [{name: s}]}");

    assertThatThrownBy(() -> pod("serviceAccountName: robot, " + spec))
        .hasMessageStartingWith(
            "pods \"p\" is forbidden: "
                + what
                + " is not allowed because service account robot does not reference that ");
    pod("serviceAccountName: robot, volumes: [{name: v, secret: {secretName: s}}], " + CONTAINERS);
  }
}
