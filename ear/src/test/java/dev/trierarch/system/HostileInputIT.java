package dev.trierarch.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What is sent to do harm is refused quickly, by a Status that says why, and leaves no trace. */
@Tag("kubectl")
@ExtendWith(SharedCluster.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class HostileInputIT {

  private static final String NAMESPACE = "hostile-it";
  private static final String CONFIG_MAPS = "/api/v1/namespaces/" + NAMESPACE + "/configmaps";
  private static final Duration QUICK = Duration.ofSeconds(30);
  private static final int SLOW_CLIENTS = 200;

  private final Cluster cluster;
  private Https https;
  private String user;

  HostileInputIT(Cluster cluster) {
    this.cluster = cluster;
  }

  @BeforeAll
  void prepare() {
    https = Https.asAdministrator(cluster);
    cluster.kubectlSays("create", "namespace", NAMESPACE);
    cluster.kubectlSays("create", "serviceaccount", "slow", "-n", NAMESPACE);
    cluster.kubectlSays(
        "create",
        "rolebinding",
        "slow",
        "-n",
        NAMESPACE,
        "--clusterrole=edit",
        "--serviceaccount=" + NAMESPACE + ":slow");
    cluster.kubectlSays("create", "configmap", "target", "-n", NAMESPACE, "--from-literal=a=b");
    user = cluster.kubectlSays("create", "token", "slow", "-n", NAMESPACE);
  }

  @AfterAll
  void nothingWasKept() {
    assertThat(cluster.kubectlIn(NAMESPACE, "get", "configmaps", "-o", "name").text().lines())
        .containsExactlyInAnyOrder("configmap/kube-root-ca.crt", "configmap/target");
    cluster.kubectlSays("delete", "namespace", NAMESPACE, "--timeout=60s");
  }

  static Stream<Arguments> bodies() {
    String json = "application/json";
    String yaml = "application/yaml";
    String jsonPatch = "application/json-patch+json";
    String aliases = "a: &a [x,x,x,x,x,x,x,x,x]\nb: &b [*a,*a,*a,*a,*a,*a]\nc: [*b,*b,*b,*b]\n";
    String copies = "{\"op\":\"copy\",\"from\":\"\",\"path\":\"/data/x\"}";
    return Stream.of(
        Arguments.of("POST", json, filled("x".repeat(3_200_000)), 413, "limit is 3145728"),
        Arguments.of("POST", json, "[".repeat(100_000), 400, "nesting depth"),
        Arguments.of("POST", json, "{\"a\":".repeat(100_000), 400, "nesting depth"),
        Arguments.of("POST", json, "{\"a\":" + "9".repeat(500_000) + "}", 400, "Number value"),
        Arguments.of("POST", json, "{\"" + "k".repeat(900_000) + "\":1}", 400, "Name length"),
        Arguments.of("POST", json, "\u001f\u008b\u0008\u0000", 400, "json parse error"),
        Arguments.of("POST", yaml, "- ".repeat(50_000) + "a", 400, "nesting depth"),
        Arguments.of("POST", yaml, aliases, 422, "metadata.name: Required value"),
        Arguments.of("POST", "application/vnd.kubernetes.protobuf", "k8s\0\n~~~", 400, "protobuf"),
        Arguments.of("POST", "image/png", "{}", 415, "accepted media types"),
        Arguments.of("PATCH", jsonPatch, list(10_001, copies), 413, "10000"),
        Arguments.of("PATCH", jsonPatch, list(9_999, copies), 422, "nested more than"),
        Arguments.of(
            "PATCH",
            jsonPatch,
            "[{\"op\":\"move\",\"from\":\"\",\"path\":\"/data/x\"}]",
            422,
            "inside of what is moved"),
        Arguments.of(
            "PATCH",
            "application/merge-patch+json",
            "{\"data\":" + "{\"a\":".repeat(5_000),
            400,
            "nesting depth"));
  }

  private static String filled(String value) {
    return "{\"metadata\":{\"name\":\"huge\"},\"data\":{\"a\":\"" + value + "\"}}";
  }

  private static String list(int times, String item) {
    return "[" + (item + ",").repeat(times - 1) + item + "]";
  }

  @ParameterizedTest(name = "{1} {3} {4}")
  @MethodSource("bodies")
  void aBombIsRefused(String method, String type, String body, int status, String says) {
    HttpResponse<String> answer =
        https.send(
            https
                .request("", CONFIG_MAPS + (method.equals("PATCH") ? "/target" : ""))
                .timeout(QUICK)
                .header("Content-Type", type)
                .method(method, BodyPublishers.ofString(body, StandardCharsets.ISO_8859_1))
                .build());
    assertThat(answer.body()).contains("\"kind\":\"Status\"", says).doesNotContain("\tat ");
    assertThat(answer.statusCode()).isEqualTo(status);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
          serviceaccounts/default/token | {"metadata":{"creationTimestamp":"x"}}   | 400 | parsing time
          serviceaccounts/default/token | {"kind":"ServiceAccount"}                | 400 | the kind does not match
          serviceaccounts/default/token | {"spec":{"audiences":"x"}}               | 400 | cannot unmarshal string
          serviceaccounts/default/token | {"spec":{"audience":["x"]}}              | 400 | unknown field
          pods/none/binding             | {"target":"node"}                        | 400 | cannot unmarshal string
          pods/none/eviction            | {"deleteOptions":{"dryRun":"All"}}       | 400 | cannot unmarshal string
          localsubjectaccessreviews     | {"spec":{"groups":"admins"}}             | 400 | cannot unmarshal string
          """)
  void anActionOfTheWrongShapeIsRefused(String path, String body, int status, String says) {
    boolean review = path.endsWith("reviews");
    String group = review ? "/apis/authorization.k8s.io/v1" : "/api/v1";
    HttpResponse<String> answer =
        https.send(
            https
                .request(
                    "", group + "/namespaces/" + NAMESPACE + "/" + path + "?fieldValidation=Strict")
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body))
                .build());
    assertThat(answer.body()).contains("\"kind\":\"Status\"", says);
    assertThat(answer.statusCode()).isEqualTo(status);
  }

  @Test
  void deleteOptionsOfTheWrongShapeDeleteNothing() {
    HttpResponse<String> answer =
        https.send(
            https
                .request("", CONFIG_MAPS + "/target")
                .header("Content-Type", "application/json")
                .method("DELETE", BodyPublishers.ofString("{\"gracePeriodSeconds\":\"soon\"}"))
                .build());
    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(answer.body()).contains("cannot unmarshal string");
  }

  @Test
  void aFieldGivenAHundredThousandTimesIsWarnedOfInBounds() {
    String body =
        "{\"metadata\":{\"name\":\"a\"}" + ",\"data\":{\"a\":\"b\"}".repeat(100_000) + "}";
    HttpResponse<String> answer =
        https.send(
            https
                .request("", CONFIG_MAPS + "?dryRun=All")
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body))
                .build());
    assertThat(answer.statusCode()).isEqualTo(201);
    assertThat(answer.headers().allValues("Warning"))
        .containsExactly("299 - \"duplicate field \\\"data\\\"\"");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          /api/v1/nosuch                               | 404
          /apis/no/such/thing                          | 404
          /%ff                                         | 404
          /api/v1/pods?limit=-1                        | 400
          /api/v1/pods?limit=99999999999999999999999   | 400
          /api/v1/pods?labelSelector=a%20in%20(b       | 400
          /api/v1/pods?fieldSelector=spec.nothing%3Da  | 400
          /api/v1/pods?continue=nonsense               | 400
          /api/v1/pods?resourceVersion=x               | 400
          /api/v1/pods?watch=1&timeoutSeconds=soon     | 400
          """)
  void aWrongPathOrQueryIsRefused(String path, int status) {
    HttpResponse<String> answer =
        https.send(HttpRequest.newBuilder(URI.create(cluster.url() + path)).timeout(QUICK).build());
    assertThat(answer.statusCode()).isEqualTo(status);
    assertThat(answer.body()).contains("\"kind\":\"Status\"").doesNotContain("Exception");
  }

  /** Two hundred that never end their head, and two hundred that never end their body. */
  @Test
  void slowClientsHoldNobodyUpAndNoThreadIsLost() throws IOException {
    long before = threads();
    List<Socket> slow = new ArrayList<>();
    try {
      for (int i = 0; i < SLOW_CLIENTS; i++) {
        slow.add(begin("GET /api/v1/namespaces HTTP/1.1\r\nHost: a\r\nX-A: "));
        slow.add(
            begin(
                "POST %s HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer %s\r\nContent-Type: application/json\r\nContent-Length: 1000\r\n\r\n{"
                    .formatted(CONFIG_MAPS, user)));
      }
      for (int i = 0; i < 10; i++) {
        assertThat(https.get("", CONFIG_MAPS + "/target").statusCode()).isEqualTo(200);
      }
    } finally {
      for (Socket each : slow) {
        each.close();
      }
    }
    Cluster.await(
        "the slow user is served",
        Duration.ofSeconds(60),
        () -> new Https(cluster).get(user, CONFIG_MAPS + "/target").statusCode() == 200);
    Cluster.await("every thread is free again", Duration.ofSeconds(60), () -> busyThreads() == 0);
    assertThat(threads()).isLessThan(before + 250);
  }

  private Socket begin(String request) throws IOException {
    Socket socket = https.context().getSocketFactory().createSocket("127.0.0.1", cluster.port());
    socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
    socket.getOutputStream().flush();
    return socket;
  }

  private long threads() {
    return metric("jvm_threads_current ");
  }

  /** Requests that are being served for the slow client's level. */
  private long busyThreads() {
    return metric(
        "apiserver_flowcontrol_current_executing_requests{priority_level=\"workload-low\"} ");
  }

  private long metric(String nameAndSpace) {
    String line =
        https
            .get("", "/metrics")
            .body()
            .lines()
            .filter(each -> each.startsWith(nameAndSpace))
            .findFirst()
            .orElseThrow();
    return (long)
        Double.parseDouble(line.substring(nameAndSpace.length()).toUpperCase(Locale.ROOT));
  }
}
