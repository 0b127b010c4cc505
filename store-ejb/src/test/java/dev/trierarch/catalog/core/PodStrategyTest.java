package dev.trierarch.catalog.core;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trierarch.catalog.StrategyCase;
import dev.trierarch.catalog.Trees;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.node.ObjectNode;

class PodStrategyTest {

  private static final String POD =
      """
      metadata: {name: web}
      spec:
        containers:
        - name: c
          image: web:1
          ports: [{containerPort: 80}]
          livenessProbe: {httpGet: {port: 80}}
          resources: {limits: {cpu: "1"}}
          env: [{name: A, valueFrom: {fieldRef: {fieldPath: metadata.name}}}]
          volumeMounts: [{name: v, mountPath: /v}]
        volumes:
        - {name: v, secret: {secretName: s}}
        - {name: e}
      """;

  private final StrategyCase pods = new StrategyCase("v1", "Pod", POD);

  @Test
  void whatIsNotSaidIsAsUpstreamHasIt() {
    assertThat(pods.object())
        .isEqualTo(
            Trees.yaml(
                """
                metadata: {name: web}
                spec:
                  containers:
                  - name: c
                    image: web:1
                    ports: [{containerPort: 80, protocol: TCP}]
                    livenessProbe:
                      httpGet: {port: 80, path: /, scheme: HTTP}
                      timeoutSeconds: 1
                      periodSeconds: 10
                      successThreshold: 1
                      failureThreshold: 3
                    resources: {limits: {cpu: "1"}, requests: {cpu: "1"}}
                    env:
                    - {name: A, valueFrom: {fieldRef: {fieldPath: metadata.name, apiVersion: v1}}}
                    volumeMounts: [{name: v, mountPath: /v}]
                    terminationMessagePath: /dev/termination-log
                    terminationMessagePolicy: File
                    imagePullPolicy: IfNotPresent
                  volumes:
                  - {name: v, secret: {secretName: s, defaultMode: 420}}
                  - {name: e, emptyDir: {}}
                  restartPolicy: Always
                  dnsPolicy: ClusterFirst
                  schedulerName: default-scheduler
                  terminationGracePeriodSeconds: 30
                  securityContext: {}
                  enableServiceLinks: true
                """));
  }

  @Test
  void defaultsAreFilledInOnce() {
    ObjectNode once = pods.object();
    ObjectNode twice = once.deepCopy();
    pods.strategy().setDefaults(twice);
    assertThat(twice).isEqualTo(once);
  }

  @ParameterizedTest
  @CsvSource({
    "web,Always",
    "web:latest,Always",
    "web:1,IfNotPresent",
    "host:5000/web,Always",
    "host:5000/web:1,IfNotPresent",
    "web@sha256:00,IfNotPresent"
  })
  void onlyATagThatMovesIsPulledEveryTime(String image, String policy) {
    assertThat(ContainerDefaults.pullPolicy(image)).isEqualTo(policy);
  }

  @Test
  void aGoodPodHasNoProblems() {
    assertThat(pods.problemsWith("", "")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          /spec/containers                    | []              | spec.containers: Required value
          /spec/containers/0/image            | -               | spec.containers[0].image: Required value
          /spec/containers/0/image            | ' x'            | spec.containers[0].image: Invalid value: " x": must not have leading or trailing whitespace
          /spec/containers/0/name             | -               | spec.containers[0].name: Required value
          /spec/containers/0/imagePullPolicy  | Sometimes       | spec.containers[0].imagePullPolicy: Unsupported value: "Sometimes": supported values: "Always", "IfNotPresent", "Never"
          /spec/containers/0/ports            | [{containerPort: 70000}]  | spec.containers[0].ports[0].containerPort: Invalid value: 70000: must be between 1 and 65535, inclusive
          /spec/containers/0/ports            | [{name: a}]     | spec.containers[0].ports[0].containerPort: Required value
          /spec/containers/0/ports            | [{containerPort: 1, protocol: ICMP}] | spec.containers[0].ports[0].protocol: Unsupported value: "ICMP": supported values: "SCTP", "TCP", "UDP"
          /spec/containers/0/env              | [{name: 'A=B'}] | spec.containers[0].env[0].name: Invalid value: "A=B": a valid environment variable name must consist only of printable ASCII characters other than '='
          /spec/containers/0/volumeMounts     | [{name: w, mountPath: /w}] | spec.containers[0].volumeMounts[0].name: Not found: "w"
          /spec/containers/0/livenessProbe    | {periodSeconds: 5} | spec.containers[0].livenessProbe: Required value: must specify a handler type
          /spec/containers/0/livenessProbe    | {tcpSocket: {port: 1}, successThreshold: 2} | spec.containers[0].livenessProbe.successThreshold: Invalid value: 2: must be 1
          /spec/containers/0/resources        | {requests: {cpu: "2"}, limits: {cpu: "1"}} | spec.containers[0].resources.requests: Invalid value: "2": must be less than or equal to cpu limit of 1
          /spec/containers/0/resources        | {limits: {disks: "1"}, requests: {disks: "1"}} | spec.containers[0].resources.limits[disks]: Invalid value: "disks": must be a standard resource type or fully qualified
          /spec/restartPolicy                 | Maybe           | spec.restartPolicy: Unsupported value: "Maybe": supported values: "Always", "OnFailure", "Never"
          /spec/terminationGracePeriodSeconds | -1              | spec.terminationGracePeriodSeconds: Invalid value: -1: must be greater than or equal to 0
          /spec/volumes                       | [{name: v, emptyDir: {}}, {name: v, emptyDir: {}}] | spec.volumes[1].name: Duplicate value: "v"
          /spec/volumes                       | [{name: v, emptyDir: {}, hostPath: {path: /}}] | spec.volumes[0].hostPath: Forbidden: may not specify more than 1 volume type
          /spec/tolerations                   | [{operator: Exists, value: a}] | spec.tolerations[0].operator: Invalid value: "a": value must be empty when `operator` is 'Exists'
          /spec/topologySpreadConstraints     | [{maxSkew: 0, topologyKey: zone, whenUnsatisfiable: DoNotSchedule}] | spec.topologySpreadConstraints[0].maxSkew: Invalid value: 0: must be greater than zero
          /spec/hostname                      | a.b             | spec.hostname: Invalid value: "a.b": a lowercase RFC 1123 label must consist of lower case alphanumeric characters or '-', and must start and end with an alphanumeric character (e.g. 'my-name',  or '123-abc', regex used for validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?')
          """)
  void whatIsWrongIsSaidWithItsField(String pointer, String value, String problem) {
    assertThat(pods.problemsWith(pointer, value)).first().isEqualTo(problem);
  }

  @Test
  void twoContainersMayNotHaveOneName() {
    assertThat(
            pods.problemsWith("/spec/initContainers", "[{name: c, image: i}, {name: d, image: i}]"))
        .containsExactly("spec.initContainers[0].name: Duplicate value: \"c\"");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          /spec/containers/0/image    | web:2
          /spec/activeDeadlineSeconds | 10
          /spec/tolerations           | [{key: a, operator: Exists}]
          /metadata/labels            | {a: b}
          """)
  void someOfAPodMayChange(String pointer, String value) {
    assertThat(pods.problemsOfUpdate(pointer, value)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          /spec/nodeName                      | n2
          /spec/containers/0/command          | [sh]
          /spec/terminationGracePeriodSeconds | 5
          /spec/nodeSelector                  | {a: b}
          /spec/restartPolicy                 | Never
          """)
  void theRestOfAPodMayNot(String pointer, String value) {
    assertThat(pods.problemsOfUpdate(pointer, value))
        .singleElement()
        .asString()
        .startsWith("spec: Forbidden: pod updates may not change fields other than");
  }

  @Test
  void aNewPodIsPendingAndSorted() {
    ObjectNode pod = pods.object();
    pod.putObject("status").put("phase", "Running");
    pods.strategy().prepareForCreate(pod);
    assertThat(pod.get("status")).isEqualTo(Trees.yaml("{phase: Pending, qosClass: Burstable}"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {}                                                                        | BestEffort
          {requests: {cpu: 1m}}                                                     | Burstable
          {limits: {cpu: 1, memory: 1Gi}}                                           | Guaranteed
          {limits: {cpu: 1, memory: 1Gi}, requests: {cpu: 1000m, memory: 1024Mi}}   | Guaranteed
          {limits: {cpu: 1, memory: 1Gi}, requests: {cpu: 500m, memory: 1Gi}}       | Burstable
          {limits: {cpu: 1}}                                                        | Burstable
          """)
  void qualityOfServiceFollowsRequestsAndLimits(String resources, String quality) {
    ObjectNode spec = Trees.yaml("containers: [{name: c, resources: " + resources + "}]");
    assertThat(QualityOfService.of(spec)).isEqualTo(quality);
  }

  @Test
  void aPodWithoutShapeIsRefusedAndBreaksNothing() {
    for (String shapeless :
        new String[] {"{}", "{spec: 1}", "{spec: {containers: {}}}", "{spec: {containers: [1]}}"}) {
      assertThat(pods.problemsOf(Trees.yaml(shapeless))).as(shapeless).isNotEmpty();
    }
  }
}
