package dev.trierarch.launcher.cluster;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.trierarch.launcher.pki.Pki;
import java.util.Base64;

/** The text of a kubeconfig with the administrator's certificate in it. */
public final class Kubeconfig {

  private Kubeconfig() {}

  public static String text(String url, Pki pki) {
    return """
        apiVersion: v1
        kind: Config
        clusters:
        - name: trierarch
          cluster:
            certificate-authority-data: %s
            server: %s
        contexts:
        - name: trierarch
          context:
            cluster: trierarch
            user: trierarch-admin
        current-context: trierarch
        users:
        - name: trierarch-admin
          user:
            client-certificate-data: %s
            client-key-data: %s
        """
        .formatted(
            base64(pki.text("ca.crt")),
            url,
            base64(pki.text("admin.crt")),
            base64(pki.text("admin.key")));
  }

  private static String base64(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(US_ASCII));
  }
}
