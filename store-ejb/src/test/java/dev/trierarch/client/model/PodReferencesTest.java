package dev.trierarch.client.model;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import org.junit.jupiter.api.Test;

class PodReferencesTest {

  @Test
  void aPodRefersToWhatItsEphemeralContainersVariablesName() {
    Pod pod =
        new PodBuilder()
            .withNewSpec()
            .addNewEphemeralContainer()
            .addNewEnv()
            .withName("PASSWORD")
            .withNewValueFrom()
            .withNewSecretKeyRef("key", "of-variable", false)
            .endValueFrom()
            .endEnv()
            .addNewEnvFrom()
            .withNewConfigMapRef("of-all", false)
            .endEnvFrom()
            .endEphemeralContainer()
            .endSpec()
            .build();

    assertThat(PodReferences.secrets(pod)).containsExactly("of-variable");
    assertThat(PodReferences.configMaps(pod)).containsExactly("of-all");
  }
}
