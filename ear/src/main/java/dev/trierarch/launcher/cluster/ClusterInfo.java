package dev.trierarch.launcher.cluster;

import dev.trierarch.launcher.pki.Pki;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The ConfigMap that tells who asks where the control plane is and which authority it has. */
public final class ClusterInfo {

  private static final String CONFIG_MAPS = "/api/v1/namespaces/kube-public/configmaps";
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private ClusterInfo() {}

  /** Writes it when it is missing or says something else. */
  public static void publish(ApiClient client, String url, Pki pki) {
    ObjectNode wanted = object(url, pki);
    if (client.create(CONFIG_MAPS, wanted)) {
      return;
    }
    String path = CONFIG_MAPS + "/cluster-info";
    boolean same =
        client.get(path).filter(now -> now.path("data").equals(wanted.path("data"))).isPresent();
    if (!same) {
      client.replace(path, wanted);
    }
  }

  private static ObjectNode object(String url, Pki pki) {
    ObjectNode object = JSON.createObjectNode();
    object.put("apiVersion", "v1").put("kind", "ConfigMap");
    object.putObject("metadata").put("name", "cluster-info").put("namespace", "kube-public");
    String authority =
        Base64.getEncoder().encodeToString(pki.text("ca.crt").getBytes(StandardCharsets.US_ASCII));
    object
        .putObject("data")
        .put(
            "kubeconfig",
            """
            apiVersion: v1
            kind: Config
            clusters:
            - name: ""
              cluster:
                certificate-authority-data: %s
                server: %s
            """
                .formatted(authority, url));
    return object;
  }
}
