package dev.trierarch.node.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import dev.trierarch.node.image.TestImages.Tar;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.Base64;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.zip.GZIPOutputStream;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Pulls from a registry of one image that asks for a password. */
class RegistryPullerTest {
  private static final String MANIFEST_TYPE =
      "application/vnd.docker.distribution.manifest.v2+json";

  @TempDir Path directory;
  private final Map<String, byte[]> blobs = new HashMap<>();
  private byte[] manifest;
  private HttpServer registry;
  private ImageStore store;
  private RegistryPuller puller;

  @BeforeEach
  void startRegistry() throws Exception {
    byte[] layer = new Tar().file("app", "from afar").bytes();
    String config =
        "{\"architecture\":\""
            + Platforms.architecture()
            + "\",\"os\":\"linux\",\"config\":{\"Cmd\":[\"/app\"]},\"rootfs\":{\"type\":\"layers\","
            + "\"diff_ids\":[\""
            + digest(layer)
            + "\"]},\"history\":[{\"created_by\":\"test\"}]}";
    manifest =
        ("{\"schemaVersion\":2,\"mediaType\":\""
                + MANIFEST_TYPE
                + "\",\"config\":"
                + blob(
                    "application/vnd.docker.container.image.v1+json",
                    config.getBytes(StandardCharsets.UTF_8))
                + ",\"layers\":["
                + blob("application/vnd.docker.image.rootfs.diff.tar.gzip", gzipped(layer))
                + "]}")
            .getBytes(StandardCharsets.UTF_8);
    HttpsServer server =
        HttpsServer.create(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0), 0);
    server.setHttpsConfigurator(new HttpsConfigurator(selfSigned()));
    registry = server;
    registry.createContext("/v2/", this::serve);
    registry.start();
    store = new ImageStore(directory);
    puller = new RegistryPuller(store);
  }

  private SSLContext selfSigned() throws Exception {
    Path file = directory.resolve("registry.p12");
    List<String> keytool =
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
            "-genkeypair",
            "-keyalg",
            "EC",
            "-storetype",
            "PKCS12",
            "-dname",
            "CN=localhost",
            "-storepass",
            "changeit",
            "-keystore",
            file.toString());
    assertThat(new ProcessBuilder(keytool).redirectErrorStream(true).start().waitFor()).isZero();
    KeyStore keys = KeyStore.getInstance(file.toFile(), "changeit".toCharArray());
    KeyManagerFactory managers =
        KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    managers.init(keys, "changeit".toCharArray());
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(managers.getKeyManagers(), null, null);
    return context;
  }

  @AfterEach
  void stopRegistry() {
    registry.stop(0);
  }

  @Test
  void anImageIsFetchedAndUnpacked() {
    String reference = at("team/web:1");
    String id = puller.pull(reference, Optional.of(new RegistryPuller.Login("me", "secret")));
    LocalImage image = store.find(reference).orElseThrow();
    assertThat(image.id()).isEqualTo(id);
    assertThat(image.rootDirectory().resolve("app")).hasContent("from afar");
    assertThat(image.config().commandLine(List.of(), List.of())).containsExactly("/app");
    assertThat(directory.resolve("tmp")).isEmptyDirectory();
  }

  @Test
  void withoutThePasswordTheRemedyIsNamed() {
    assertThatThrownBy(() -> puller.pull(at("team/web:1"), Optional.empty()))
        .isInstanceOf(ImageException.class)
        .hasMessageContaining("pull access denied")
        .hasMessageContaining("imagePullSecrets");
  }

  @Test
  void aWrongPasswordStaysOutOfTheMessage() {
    assertThatThrownBy(
            () ->
                puller.pull(
                    at("team/web:1"), Optional.of(new RegistryPuller.Login("me", "hunter2"))))
        .isInstanceOf(ImageException.class)
        .hasMessageNotContaining("hunter2");
  }

  @Test
  void anImageThatIsNotThereIsNotFound() {
    assertThatThrownBy(
            () ->
                puller.pull(
                    at("team/other:1"), Optional.of(new RegistryPuller.Login("me", "secret"))))
        .isInstanceOf(ImageException.class)
        .hasMessageContaining("not found");
    assertThat(store.list()).isEmpty();
  }

  @Test
  void aRegistryThatDoesNotAnswerIsNamed() {
    registry.stop(0);
    assertThatThrownBy(() -> puller.pull(at("team/web:1"), Optional.empty()))
        .isInstanceOf(ImageException.class)
        .hasMessageContaining("the registry localhost:" + registry.getAddress().getPort());
  }

  private String at(String name) {
    return "localhost:" + registry.getAddress().getPort() + "/" + name;
  }

  private void serve(HttpExchange exchange) throws IOException {
    String expected =
        "Basic " + Base64.getEncoder().encodeToString("me:secret".getBytes(StandardCharsets.UTF_8));
    String path = exchange.getRequestURI().getPath();
    if (!expected.equals(exchange.getRequestHeaders().getFirst("Authorization"))) {
      exchange.getResponseHeaders().set("WWW-Authenticate", "Basic realm=\"test\"");
      answer(exchange, 401, "application/json", error("UNAUTHORIZED"));
    } else if (path.equals("/v2/")) {
      answer(exchange, 200, "application/json", "{}".getBytes(StandardCharsets.UTF_8));
    } else if (path.equals("/v2/team/web/manifests/1")) {
      exchange.getResponseHeaders().set("Docker-Content-Digest", digest(manifest));
      answer(exchange, 200, MANIFEST_TYPE, manifest);
    } else if (blobs.containsKey(path)) {
      answer(exchange, 200, "application/octet-stream", blobs.get(path));
    } else {
      answer(exchange, 404, "application/json", error("MANIFEST_UNKNOWN"));
    }
  }

  private static byte[] error(String code) {
    return ("{\"errors\":[{\"code\":\"" + code + "\",\"message\":\"no\"}]}")
        .getBytes(StandardCharsets.UTF_8);
  }

  private static void answer(HttpExchange exchange, int status, String type, byte[] body)
      throws IOException {
    try (exchange) {
      exchange.getResponseHeaders().set("Content-Type", type);
      boolean head = exchange.getRequestMethod().equals("HEAD");
      exchange.sendResponseHeaders(status, head ? -1 : body.length);
      if (!head) {
        exchange.getResponseBody().write(body);
      }
    }
  }

  private String blob(String type, byte[] content) {
    blobs.put("/v2/team/web/blobs/" + digest(content), content);
    return "{\"mediaType\":\""
        + type
        + "\",\"size\":"
        + content.length
        + ",\"digest\":\""
        + digest(content)
        + "\"}";
  }

  private static String digest(byte[] content) {
    return "sha256:" + HexFormat.of().formatHex(ImageArchive.sha256().digest(content));
  }

  private static byte[] gzipped(byte[] content) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (OutputStream out = new GZIPOutputStream(bytes)) {
      out.write(content);
    }
    return bytes.toByteArray();
  }

  @Test
  void aRegistryThatDoesNotAnswerIsNamedAtOnce() {
    int port = registry.getAddress().getPort();
    registry.stop(0);

    assertThatThrownBy(() -> puller.pull("127.0.0.1:" + port + "/some/app:1", Optional.empty()))
        .isInstanceOf(ImageException.class)
        .hasMessageContaining("the registry 127.0.0.1:" + port + " does not answer");
  }
}
