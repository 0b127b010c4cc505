package dev.trierarch.catalog.core;

import dev.trierarch.catalog.Defaults;
import dev.trierarch.catalog.Field;
import dev.trierarch.catalog.FieldErrors;
import dev.trierarch.store.KubernetesJson;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The rules that Secrets are written by. */
public final class SecretStrategy extends KeyedDataStrategy {

  private static final String ACCOUNT_NAME = "kubernetes.io/service-account.name";

  SecretStrategy() {
    super(List.of("data"));
  }

  @Override
  public void setDefaults(ObjectNode secret) {
    Defaults.text(secret, "type", "Opaque");
    if (secret.remove("stringData") instanceof ObjectNode texts) {
      ObjectNode data = Defaults.child(secret, "data");
      texts
          .properties()
          .forEach(text -> data.put(text.getKey(), encoded(text.getValue().asString(""))));
    }
  }

  private static String encoded(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }

  @Override
  long size(String value) {
    return value.length() / 4L * 3;
  }

  @Override
  public void validateCreate(ObjectNode secret, FieldErrors errors) {
    super.validateCreate(secret, errors);
    Field root = Field.root(secret, errors);
    Field data = root.get("data");
    switch (root.get("type").text()) {
      case "kubernetes.io/service-account-token" ->
          root.at("metadata", "annotations").key(ACCOUNT_NAME).required();
      case "kubernetes.io/dockercfg" -> registry(data, ".dockercfg");
      case "kubernetes.io/dockerconfigjson" -> registry(data, ".dockerconfigjson");
      case "kubernetes.io/ssh-auth" -> data.key("ssh-privatekey").required();
      case "kubernetes.io/tls" -> {
        needs(data, "tls.crt");
        needs(data, "tls.key");
      }
      case "kubernetes.io/basic-auth" -> {
        if (!data.key("username").isPresent() && !data.key("password").isPresent()) {
          needs(data, "username");
          needs(data, "password");
        }
      }
      default -> {
        // Any other type says nothing of what the data must have.
      }
    }
  }

  /** Who may use a registry must be said in JSON; what it is stays untold. */
  private static void registry(Field data, String key) {
    needs(data, key);
    Field configuration = data.key(key);
    if (configuration.isPresent()) {
      try {
        KubernetesJson.mapper()
            .readerFor(ObjectNode.class)
            .readValue(Base64.getDecoder().decode(configuration.text()));
      } catch (JacksonException e) {
        configuration.value("<secret contents redacted>").invalid(e.getOriginalMessage());
      }
    }
  }

  private static void needs(Field data, String key) {
    data.key(key).present();
  }

  @Override
  public void validateUpdate(ObjectNode secret, ObjectNode old, FieldErrors errors) {
    super.validateUpdate(secret, old, errors);
    Field.root(secret, errors).get("type").unchangedFrom(Field.root(old, errors).get("type"));
  }

  @Override
  public Map<String, String> selectableFields(JsonNode secret) {
    return Map.of("type", secret.path("type").asString(""));
  }
}
