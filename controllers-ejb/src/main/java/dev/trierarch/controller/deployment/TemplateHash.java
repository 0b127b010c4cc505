package dev.trierarch.controller.deployment;

import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.PodTemplateSpecBuilder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** Names a pod template: the label value that tells the ReplicaSets of a Deployment apart. */
final class TemplateHash {

  static final String LABEL = "pod-template-hash";

  /** Without vowels and digits that look like them, so that no words come out. */
  private static final String ALPHABET = "bcdfghjklmnpqrstvwxz2456789";

  private static final int FNV_OFFSET = 0x811c9dc5;
  private static final int FNV_PRIME = 0x01000193;

  private static final ObjectMapper JSON =
      JsonMapper.builder().enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS).build();

  private TemplateHash() {}

  /** E.g. {@code 6d5f78c9b}; another collision count gives another name to the same template. */
  static String of(PodTemplateSpec template, int collisionCount) {
    int hash = FNV_OFFSET;
    String text = JSON.writeValueAsString(withoutHash(template)) + "#" + collisionCount;
    for (byte octet : text.getBytes(StandardCharsets.UTF_8)) {
      hash = (hash ^ (octet & 0xff)) * FNV_PRIME;
    }
    StringBuilder name = new StringBuilder();
    Integer.toUnsignedString(hash)
        .chars()
        .forEach(digit -> name.append(ALPHABET.charAt(digit % ALPHABET.length())));
    return name.toString();
  }

  /** Whether two templates are the same but for the label that this class makes. */
  static boolean areSame(PodTemplateSpec a, PodTemplateSpec b) {
    return withoutHash(a).equals(withoutHash(b));
  }

  private static PodTemplateSpec withoutHash(PodTemplateSpec template) {
    ObjectMeta metadata =
        template.getMetadata() == null ? new ObjectMeta() : template.getMetadata();
    Map<String, String> labels = new LinkedHashMap<>();
    if (metadata.getLabels() != null) {
      labels.putAll(metadata.getLabels());
    }
    labels.remove(LABEL);
    return new PodTemplateSpecBuilder(template)
        .withMetadata(new ObjectMetaBuilder(metadata).withLabels(labels).build())
        .build();
  }
}
