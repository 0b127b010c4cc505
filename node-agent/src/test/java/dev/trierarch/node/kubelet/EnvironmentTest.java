package dev.trierarch.node.kubelet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trierarch.node.volume.ClusterObjects;
import dev.trierarch.node.volume.DownwardFields;
import dev.trierarch.node.volume.SetupFailure;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class EnvironmentTest {
  private static final ClusterObjects OBJECTS =
      new ClusterObjects() {
        @Override
        public Optional<ConfigMap> configMap(String namespace, String name) {
          return name.equals("settings")
              ? Optional.of(
                  new ConfigMapBuilder().addToData("color", "blue").addToData("size", "9").build())
              : Optional.empty();
        }

        @Override
        public Optional<Secret> secret(String namespace, String name) {
          return name.equals("keys")
              ? Optional.of(new SecretBuilder().addToData("pin", "MTIzNA==").build())
              : Optional.empty();
        }

        @Override
        public String serviceAccountToken(Pod pod, String audience, long expirationSeconds) {
          return "token";
        }
      };

  private static Map<String, String> variables(Container container) {
    Pod pod =
        new PodBuilder(Samples.pod("Always", List.of(), List.of(container)))
            .editMetadata()
            .addToLabels("tier", "front")
            .endMetadata()
            .build();
    DownwardFields fields =
        new DownwardFields(pod, "n1", "10.0.0.7", "192.168.0.1", Map.of("cpu", new Quantity("4")));
    return new Environment(pod, container, OBJECTS, fields)
        .variables(Map.of("WEB_SERVICE_HOST", "10.96.0.9"));
  }

  private static ContainerBuilder container() {
    return new ContainerBuilder(Samples.container("main"));
  }

  @Test
  void valuesReferToWhatStandsBeforeThem() {
    Map<String, String> variables =
        variables(
            container()
                .addNewEnv()
                .withName("A")
                .withValue("$(B)")
                .endEnv()
                .addNewEnv()
                .withName("B")
                .withValue("two")
                .endEnv()
                .addNewEnv()
                .withName("C")
                .withValue("$(B)-$(WEB_SERVICE_HOST)")
                .endEnv()
                .build());
    assertThat(variables)
        .containsEntry("A", "$(B)")
        .containsEntry("B", "two")
        .containsEntry("C", "two-10.96.0.9");
  }

  @Test
  void ownVariablesWinOverWholeConfigMaps() {
    Map<String, String> variables =
        variables(
            container()
                .addNewEnvFrom()
                .withPrefix("S_")
                .withNewConfigMapRef()
                .withName("settings")
                .endConfigMapRef()
                .endEnvFrom()
                .addNewEnvFrom()
                .withNewSecretRef()
                .withName("keys")
                .endSecretRef()
                .endEnvFrom()
                .addNewEnv()
                .withName("S_size")
                .withValue("10")
                .endEnv()
                .build());
    assertThat(variables)
        .containsEntry("S_color", "blue")
        .containsEntry("S_size", "10")
        .containsEntry("pin", "1234");
  }

  @Test
  void fieldsAndResourcesOfThePodAreShown() {
    Map<String, String> variables =
        variables(
            container()
                .withNewResources()
                .addToRequests("memory", new Quantity("32Mi"))
                .addToLimits("memory", new Quantity("64Mi"))
                .endResources()
                .addNewEnv()
                .withName("NAME")
                .withNewValueFrom()
                .withNewFieldRef("v1", "metadata.name")
                .endValueFrom()
                .endEnv()
                .addNewEnv()
                .withName("TIER")
                .withNewValueFrom()
                .withNewFieldRef("v1", "metadata.labels['tier']")
                .endValueFrom()
                .endEnv()
                .addNewEnv()
                .withName("IP")
                .withNewValueFrom()
                .withNewFieldRef("v1", "status.podIP")
                .endValueFrom()
                .endEnv()
                .addNewEnv()
                .withName("MEMORY")
                .withNewValueFrom()
                .withNewResourceFieldRef()
                .withDivisor(new Quantity("1Mi"))
                .withResource("limits.memory")
                .endResourceFieldRef()
                .endValueFrom()
                .endEnv()
                .addNewEnv()
                .withName("CPUS")
                .withNewValueFrom()
                .withNewResourceFieldRef()
                .withResource("limits.cpu")
                .endResourceFieldRef()
                .endValueFrom()
                .endEnv()
                .build());
    assertThat(variables)
        .containsEntry("NAME", "web")
        .containsEntry("TIER", "front")
        .containsEntry("IP", "10.0.0.7")
        .containsEntry("MEMORY", "64")
        .containsEntry("CPUS", "4");
  }

  @Test
  void whatIsMissingIsNamed() {
    assertThatThrownBy(
            () ->
                variables(
                    container()
                        .addNewEnv()
                        .withName("A")
                        .withNewValueFrom()
                        .withNewConfigMapKeyRef("color", "nowhere", false)
                        .endValueFrom()
                        .endEnv()
                        .build()))
        .isInstanceOf(SetupFailure.class)
        .hasMessage("configmap \"nowhere\" not found");
    assertThatThrownBy(
            () ->
                variables(
                    container()
                        .addNewEnv()
                        .withName("A")
                        .withNewValueFrom()
                        .withNewSecretKeyRef("nothing", "keys", false)
                        .endValueFrom()
                        .endEnv()
                        .build()))
        .hasMessage("couldn't find key nothing in Secret default/keys");
  }

  @Test
  void whatIsOptionalMayBeMissing() {
    Map<String, String> variables =
        variables(
            container()
                .addNewEnv()
                .withName("A")
                .withNewValueFrom()
                .withNewConfigMapKeyRef("color", "nowhere", true)
                .endValueFrom()
                .endEnv()
                .addNewEnv()
                .withName("B")
                .withNewValueFrom()
                .withNewSecretKeyRef("nothing", "keys", true)
                .endValueFrom()
                .endEnv()
                .build());
    assertThat(variables).doesNotContainKeys("A", "B");
  }
}
