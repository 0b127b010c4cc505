package dev.trierarch.node.volume;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapProjection;
import io.fabric8.kubernetes.api.model.ConfigMapVolumeSource;
import io.fabric8.kubernetes.api.model.DownwardAPIVolumeFile;
import io.fabric8.kubernetes.api.model.KeyToPath;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.ProjectedVolumeSource;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretProjection;
import io.fabric8.kubernetes.api.model.SecretVolumeSource;
import io.fabric8.kubernetes.api.model.ServiceAccountTokenProjection;
import io.fabric8.kubernetes.api.model.VolumeProjection;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Works out the files of volumes that show objects of the cluster. */
final class Projection {
  private static final int MODE_DEFAULT = 0644;
  private static final long TOKEN_SECONDS_DEFAULT = 3600;

  private final Pod pod;
  private final ClusterObjects objects;
  private final DownwardFields fields;
  private final Map<String, FileContent> files = new LinkedHashMap<>();

  Projection(Pod pod, ClusterObjects objects, DownwardFields fields) {
    this.pod = pod;
    this.objects = objects;
    this.fields = fields;
  }

  Map<String, FileContent> configMap(ConfigMapVolumeSource source) {
    addConfigMap(
        source.getName(),
        source.getItems(),
        mode(source.getDefaultMode()),
        Boolean.TRUE.equals(source.getOptional()));
    return files;
  }

  Map<String, FileContent> secret(SecretVolumeSource source) {
    addSecret(
        source.getSecretName(),
        source.getItems(),
        mode(source.getDefaultMode()),
        Boolean.TRUE.equals(source.getOptional()));
    return files;
  }

  Map<String, FileContent> downward(List<DownwardAPIVolumeFile> items, Integer defaultMode) {
    items.forEach(item -> addDownward(item, mode(defaultMode)));
    return files;
  }

  Map<String, FileContent> projected(ProjectedVolumeSource source) {
    int mode = mode(source.getDefaultMode());
    for (VolumeProjection part : source.getSources()) {
      if (part.getConfigMap() != null) {
        ConfigMapProjection map = part.getConfigMap();
        addConfigMap(map.getName(), map.getItems(), mode, Boolean.TRUE.equals(map.getOptional()));
      } else if (part.getSecret() != null) {
        SecretProjection secret = part.getSecret();
        addSecret(
            secret.getName(), secret.getItems(), mode, Boolean.TRUE.equals(secret.getOptional()));
      } else if (part.getDownwardAPI() != null) {
        part.getDownwardAPI().getItems().forEach(item -> addDownward(item, mode));
      } else if (part.getServiceAccountToken() != null) {
        addToken(part.getServiceAccountToken());
      } else {
        throw new SetupFailure(
            "FailedMount", "a projected volume has a source that this node cannot show");
      }
    }
    return files;
  }

  private void addConfigMap(String name, List<KeyToPath> items, int mode, boolean optional) {
    Optional<ConfigMap> found = objects.configMap(pod.getMetadata().getNamespace(), name);
    if (found.isEmpty() && !optional) {
      throw new SetupFailure("FailedMount", "configmap \"%s\" not found".formatted(name));
    }
    Map<String, byte[]> data = new HashMap<>();
    found.map(ConfigMap::getData).ifPresent(d -> d.forEach((k, v) -> data.put(k, utf8(v))));
    found.map(ConfigMap::getBinaryData).ifPresent(d -> d.forEach((k, v) -> data.put(k, base64(v))));
    addKeys(data, items, mode, optional);
  }

  private void addSecret(String name, List<KeyToPath> items, int mode, boolean optional) {
    Optional<Secret> found = objects.secret(pod.getMetadata().getNamespace(), name);
    if (found.isEmpty() && !optional) {
      throw new SetupFailure("FailedMount", "secret \"%s\" not found".formatted(name));
    }
    Map<String, byte[]> data = new HashMap<>();
    found.map(Secret::getData).ifPresent(d -> d.forEach((k, v) -> data.put(k, base64(v))));
    addKeys(data, items, mode, optional);
  }

  private void addKeys(
      Map<String, byte[]> data, List<KeyToPath> items, int mode, boolean optional) {
    if (items == null || items.isEmpty()) {
      data.forEach((key, bytes) -> files.put(key, new FileContent(bytes, mode)));
      return;
    }
    for (KeyToPath item : items) {
      byte[] bytes = data.get(item.getKey());
      if (bytes != null) {
        int own = item.getMode() == null ? mode : item.getMode();
        files.put(item.getPath(), new FileContent(bytes, own));
      } else if (!optional) {
        throw new SetupFailure(
            "FailedMount", "references non-existent config key: " + item.getKey());
      }
    }
  }

  private void addDownward(DownwardAPIVolumeFile item, int mode) {
    String value =
        item.getFieldRef() != null
            ? fields.field(item.getFieldRef().getFieldPath())
            : fields.resource(item.getResourceFieldRef(), null);
    int own = item.getMode() == null ? mode : item.getMode();
    files.put(item.getPath(), FileContent.of(value, own));
  }

  private void addToken(ServiceAccountTokenProjection source) {
    String audience = source.getAudience() == null ? "" : source.getAudience();
    Long asked = source.getExpirationSeconds();
    String token =
        objects.serviceAccountToken(pod, audience, asked == null ? TOKEN_SECONDS_DEFAULT : asked);
    // Containers of any user read it: the sandbox keeps others away.
    files.put(source.getPath(), FileContent.of(token, MODE_DEFAULT));
  }

  private static int mode(Integer declared) {
    return declared == null ? MODE_DEFAULT : declared;
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static byte[] base64(String text) {
    return Base64.getMimeDecoder().decode(text);
  }
}
