package dev.trierarch.node.volume;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.KeyToPathBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.VolumeBuilder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VolumeManagerTest {
  @TempDir Path directory;
  private final Map<String, ConfigMap> configMaps = new HashMap<>();
  private VolumeManager volumes;

  @BeforeEach
  void open() {
    ClusterObjects objects =
        new ClusterObjects() {
          @Override
          public Optional<ConfigMap> configMap(String namespace, String name) {
            return Optional.ofNullable(configMaps.get(name));
          }

          @Override
          public Optional<Secret> secret(String namespace, String name) {
            return name.equals("keys")
                ? Optional.of(new SecretBuilder().addToData("pin", "MTIzNA==").build())
                : Optional.empty();
          }

          @Override
          public String serviceAccountToken(Pod pod, String audience, long expirationSeconds) {
            return "token for " + audience + " of " + expirationSeconds + " s";
          }
        };
    volumes =
        new VolumeManager(
            directory.resolve("pods"),
            objects,
            pod -> new DownwardFields(pod, "n1", "", "192.168.0.1", Map.of()));
    configMaps.put("settings", new ConfigMapBuilder().addToData("color", "blue").build());
  }

  private static Pod pod(Volume... list) {
    return new PodBuilder()
        .withNewMetadata()
        .withName("web")
        .withNamespace("default")
        .withUid("uid-1")
        .addToLabels("tier", "front")
        .endMetadata()
        .withNewSpec()
        .withVolumes(list)
        .endSpec()
        .build();
  }

  private static VolumeBuilder volume() {
    return new VolumeBuilder().withName("data");
  }

  @Test
  void aConfigMapIsShownAndFollowed() {
    Pod pod = pod(volume().withNewConfigMap().withName("settings").endConfigMap().build());
    volumes.prepare(pod);
    assertThat(volumes.path(pod, "data").resolve("color")).hasContent("blue");
    configMaps.put("settings", new ConfigMapBuilder().addToData("color", "red").build());
    volumes.prepare(pod);
    assertThat(volumes.path(pod, "data").resolve("color")).hasContent("red");
  }

  @Test
  void aMissingConfigMapIsNamed() {
    Pod pod = pod(volume().withNewConfigMap().withName("nowhere").endConfigMap().build());
    assertThatThrownBy(() -> volumes.prepare(pod))
        .isInstanceOf(SetupFailure.class)
        .hasMessage(
            "MountVolume.SetUp failed for volume \"data\" : configmap \"nowhere\" not found");
  }

  @Test
  void aMissingKeyIsNamedAndAnOptionalOneLeftOut() {
    Pod strict =
        pod(
            volume()
                .withNewConfigMap()
                .withName("settings")
                .addToItems(
                    new KeyToPathBuilder().withKey("size").withMode(0644).withPath("size").build())
                .endConfigMap()
                .build());
    assertThatThrownBy(() -> volumes.prepare(strict))
        .hasMessageContaining("references non-existent config key: size");
    Pod lenient =
        pod(
            volume()
                .withNewConfigMap()
                .withName("settings")
                .withOptional(true)
                .addToItems(
                    new KeyToPathBuilder().withKey("size").withMode(0644).withPath("size").build())
                .endConfigMap()
                .build());
    volumes.prepare(lenient);
    assertThat(volumes.path(lenient, "data")).exists();
  }

  @Test
  void aProjectedVolumeMixesItsSources() {
    Pod pod =
        pod(
            volume()
                .withNewProjected()
                .addNewSource()
                .withNewSecret()
                .withName("keys")
                .addToItems(
                    new KeyToPathBuilder()
                        .withKey("pin")
                        .withMode(0400)
                        .withPath("secret/pin")
                        .build())
                .endSecret()
                .endSource()
                .addNewSource()
                .withNewServiceAccountToken()
                .withAudience("vault")
                .withExpirationSeconds(600L)
                .withPath("token")
                .endServiceAccountToken()
                .endSource()
                .addNewSource()
                .withNewDownwardAPI()
                .addNewItem()
                .withPath("labels")
                .withNewFieldRef("v1", "metadata.labels")
                .endItem()
                .endDownwardAPI()
                .endSource()
                .endProjected()
                .build());
    volumes.prepare(pod);
    Path data = volumes.path(pod, "data");
    assertThat(data.resolve("secret/pin")).hasContent("1234");
    assertThat(data.resolve("token")).hasContent("token for vault of 600 s");
    assertThat(data.resolve("labels")).hasContent("tier=\"front\"");
  }

  @Test
  void anEmptyDirKeepsItsFilesUntilThePodIsRemoved() throws IOException {
    Pod pod = pod(volume().withNewEmptyDir().endEmptyDir().build());
    volumes.prepare(pod);
    Path file = Files.writeString(volumes.path(pod, "data").resolve("kept"), "x");
    volumes.prepare(pod);
    assertThat(file).exists();
    volumes.remove("uid-1");
    assertThat(directory.resolve("pods/uid-1")).doesNotExist();
  }

  @Test
  void aHostPathIsCheckedByItsType() {
    String there = directory.toString();
    volumes.prepare(pod(volume().withNewHostPath(there, "Directory").build()));
    assertThatThrownBy(() -> volumes.prepare(pod(volume().withNewHostPath(there, "File").build())))
        .hasMessageContaining("hostPath type check failed")
        .hasMessageContaining("is not a file");
    assertThatThrownBy(
            () ->
                volumes.prepare(pod(volume().withNewHostPath(there + "/no", "Directory").build())))
        .hasMessageContaining("is not a directory");
  }

  @Test
  void removingAPodFollowsNoLinkOutOfIt() throws IOException {
    Path outside = Files.createDirectories(directory.resolve("outside"));
    Path kept = Files.writeString(outside.resolve("kept"), "x");
    Pod pod = pod(volume().withNewEmptyDir().endEmptyDir().build());
    volumes.prepare(pod);
    Files.createSymbolicLink(volumes.path(pod, "data").resolve("link"), outside);
    volumes.remove("uid-1");
    assertThat(kept).exists();
  }
}
