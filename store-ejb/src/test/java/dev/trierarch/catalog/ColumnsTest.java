package dev.trierarch.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

class ColumnsTest {

  private static final Instant NOW = Instant.parse("2026-01-01T01:00:00Z");

  private final Catalog catalog = new BuiltInCatalog();

  private List<String> cells(String apiVersion, String kind, String yaml, boolean wide) {
    JsonNode object = Trees.yaml(yaml);
    List<String> cells = new ArrayList<>();
    for (Column column : catalog.byKind(apiVersion, kind).orElseThrow().columns()) {
      if (wide || column.priority() == 0) {
        cells.add(String.valueOf(column.cell().apply(object, NOW)));
      }
    }
    return cells;
  }

  @Test
  void everyKindsColumnsCanShowAnObjectThatSaysNothing() {
    for (ResourceType type : catalog.types()) {
      assertThat(type.columns()).as(type.kind()).isNotEmpty();
      for (Column column : type.columns()) {
        Object cell = column.cell().apply(JsonNodeFactory.instance.objectNode(), NOW);
        assertThat(cell).as(type.kind() + "." + column.name()).isNotNull();
        assertThat(column.type()).isIn("string", "integer", "boolean", "date");
      }
      assertThat(type.columns())
          .as(type.kind())
          .anyMatch(column -> column.name().equals("Name") && column.format().equals("name"));
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          {phase: Pending}                                                                                            | 0/1 | Pending | 0
          {phase: Running, containerStatuses: [{ready: true, restartCount: 0, state: {running: {}}}]}                  | 1/1 | Running | 0
          {phase: Pending, containerStatuses: [{restartCount: 0, state: {waiting: {reason: ContainerCreating}}}]}      | 0/1 | ContainerCreating | 0
          {phase: Running, containerStatuses: [{restartCount: 3, state: {waiting: {reason: CrashLoopBackOff}}, lastState: {terminated: {finishedAt: '2026-01-01T00:55:00Z'}}}]} | 0/1 | CrashLoopBackOff | 3 (5m ago)
          {phase: Succeeded, containerStatuses: [{restartCount: 0, state: {terminated: {exitCode: 0, reason: Completed}}}]} | 0/1 | Completed | 0
          {phase: Failed, containerStatuses: [{restartCount: 0, state: {terminated: {exitCode: 3}}}]}                  | 0/1 | ExitCode:3 | 0
          {phase: Failed, containerStatuses: [{restartCount: 0, state: {terminated: {signal: 9, exitCode: 137}}}]}     | 0/1 | Signal:9 | 0
          {phase: Failed, reason: Evicted}                                                                             | 0/1 | Evicted | 0
          {phase: Pending, conditions: [{type: PodScheduled, status: 'False', reason: SchedulingGated}]}               | 0/1 | SchedulingGated | 0
          """)
  void aPodsStateIsSaidInAWord(String status, String ready, String word, String restarts) {
    String yaml =
        "metadata: {name: web, creationTimestamp: '2026-01-01T00:00:00Z'}\n"
            + "spec: {containers: [{name: c}]}\nstatus: "
            + status;
    assertThat(cells("v1", "Pod", yaml, false))
        .containsExactly("web", ready, word, restarts, "60m");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          {state: {waiting: {reason: PodInitializing}}}        | Init:0/2
          {state: {waiting: {reason: ImagePullBackOff}}}       | Init:ImagePullBackOff
          {state: {terminated: {exitCode: 1, reason: Error}}}  | Init:Error
          {state: {terminated: {exitCode: 2}}}                 | Init:ExitCode:2
          {state: {running: {}}}                               | Init:0/2
          """)
  void aPodThatInitializesSaysHowFarItIs(String container, String word) {
    String yaml =
        "metadata: {name: web}\n"
            + "spec: {containers: [{name: c}], initContainers: [{name: a}, {name: b}]}\n"
            + "status: {phase: Pending, initContainerStatuses: ["
            + container
            + "]}";
    assertThat(cells("v1", "Pod", yaml, false).get(2)).isEqualTo(word);
  }

  @Test
  void aPodThatGoesIsTerminating() {
    String yaml =
        "{metadata: {name: web, deletionTimestamp: x}, spec: {containers: [{name: c}]}, status:"
            + " {phase: Running, podIPs: [{ip: 10.0.0.1}]}}";
    assertThat(cells("v1", "Pod", yaml, true))
        .containsExactly(
            "web",
            "0/1",
            "Terminating",
            "0",
            "<unknown>",
            "10.0.0.1",
            "<none>",
            "<none>",
            "<none>");
  }

  @Test
  void aSidecarThatRunsCountsAsAContainer() {
    String yaml =
        """
        metadata: {name: web}
        spec:
          initContainers: [{name: side, restartPolicy: Always}]
          containers: [{name: c}]
        status:
          phase: Running
          initContainerStatuses:
          - {name: side, started: true, ready: true, restartCount: 2, state: {running: {}}}
          containerStatuses:
          - {name: c, ready: true, restartCount: 1, state: {running: {}}}
        """;
    assertThat(cells("v1", "Pod", yaml, false)).startsWith("web", "2/2", "Running", "3");
  }

  @Test
  void aDeploymentIsShownAsKubectlShowsIt() {
    String yaml =
        """
        metadata: {name: web, creationTimestamp: '2026-01-01T00:59:30Z'}
        spec:
          replicas: 3
          selector: {matchLabels: {tier: front, app: web}}
          template: {spec: {containers: [{name: a, image: x:1}, {name: b, image: y}]}}
        status: {readyReplicas: 2, updatedReplicas: 3, availableReplicas: 1}
        """;
    assertThat(cells("apps/v1", "Deployment", yaml, true))
        .containsExactly("web", "2/3", "3", "1", "30s", "a,b", "x:1,y", "app=web,tier=front");
  }

  @Test
  void aServiceIsShownAsKubectlShowsIt() {
    String yaml =
        """
        metadata: {name: web}
        spec:
          type: NodePort
          clusterIP: 10.96.0.7
          ports: [{port: 80, nodePort: 30080, protocol: TCP}, {port: 53, protocol: UDP}]
          selector: {app: web}
        """;
    assertThat(cells("v1", "Service", yaml, true))
        .containsExactly(
            "web",
            "NodePort",
            "10.96.0.7",
            "<none>",
            "80:30080/TCP,53/UDP",
            "<unknown>",
            "app=web");
  }

  @Test
  void aNodeIsShownAsKubectlShowsIt() {
    String yaml =
        """
        metadata: {name: n1, labels: {node-role.kubernetes.io/worker: ''}}
        spec: {unschedulable: true}
        status:
          conditions: [{type: Ready, status: 'True'}]
          nodeInfo: {kubeletVersion: v1.36.0}
          addresses: [{type: InternalIP, address: 10.1.1.1}]
        """;
    assertThat(cells("v1", "Node", yaml, false))
        .containsExactly("n1", "Ready,SchedulingDisabled", "worker", "<unknown>", "v1.36.0");
  }

  @Test
  void bothShapesOfEventAreShownAlike() {
    String core =
        """
        {lastTimestamp: '2026-01-01T00:59:00Z', type: Normal, reason: Started, message: "it runs\\n",
         involvedObject: {kind: Pod, name: web}, count: 2, metadata: {name: e}}
        """;
    String newer =
        """
        {deprecatedLastTimestamp: '2026-01-01T00:59:00Z', type: Normal, reason: Started,
         note: it runs, regarding: {kind: Pod, name: web}, metadata: {name: e}}
        """;
    List<String> shown = List.of("60s", "Normal", "Started", "pod/web", "it runs");
    assertThat(cells("v1", "Event", core, false)).isEqualTo(shown);
    assertThat(cells("events.k8s.io/v1", "Event", newer, false)).isEqualTo(shown);
  }
}
