package dev.trierarch.catalog.apps;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trierarch.catalog.StrategyCase;
import dev.trierarch.catalog.Trees;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.node.ObjectNode;

class WorkloadStrategiesTest {

  private static final String SPEC =
      """
      metadata: {name: web, uid: u1}
      spec:
        selector: {matchLabels: {app: web}}
        template:
          metadata: {labels: {app: web}}
          spec: {containers: [{name: c, image: i}]}
      """;
  private static final String JOB =
      """
      metadata: {name: once, uid: u1}
      spec: {template: {spec: {restartPolicy: Never, containers: [{name: c, image: i}]}}}
      """;

  private final StrategyCase deployments = new StrategyCase("apps/v1", "Deployment", SPEC);
  private final StrategyCase jobs = new StrategyCase("batch/v1", "Job", JOB);

  @Test
  void aDeploymentHasUpstreamsDefaults() {
    ObjectNode spec = (ObjectNode) deployments.object().get("spec");
    spec.remove("template");
    assertThat(spec)
        .isEqualTo(
            Trees.yaml(
                """
                selector: {matchLabels: {app: web}}
                replicas: 1
                revisionHistoryLimit: 10
                progressDeadlineSeconds: 600
                strategy: {type: RollingUpdate, rollingUpdate: {maxUnavailable: 25%, maxSurge: 25%}}
                """));
  }

  @Test
  void aTemplateIsNotAPod() {
    assertThat(deployments.object().at("/spec/template/spec").propertyNames())
        .doesNotContain("enableServiceLinks");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          /spec/replicas                          | -1            | spec.replicas: Invalid value: -1: must be greater than or equal to 0
          /spec/selector                          | -             | spec.selector: Required value
          /spec/selector                          | {}            | spec.selector: Invalid value: {}: empty selector is invalid for deployment
          /spec/selector                          | {matchLabels: {app: db}} | spec.template.metadata.labels: Invalid value: {"app":"web"}: `selector` does not match template `labels`
          /spec/template/spec/containers/0/image  | -             | spec.template.spec.containers[0].image: Required value
          /spec/template/spec/restartPolicy       | Never         | spec.template.spec.restartPolicy: Unsupported value: "Never": supported values: "Always"
          /spec/strategy                          | {type: Big}   | spec.strategy.type: Unsupported value: "Big": supported values: "Recreate", "RollingUpdate"
          /spec/strategy                          | {type: Recreate, rollingUpdate: {maxSurge: 1}} | spec.strategy.rollingUpdate: Forbidden: may not be specified when strategy `type` is 'Recreate'
          /spec/strategy                          | {rollingUpdate: {maxSurge: 0, maxUnavailable: 0}} | spec.strategy.rollingUpdate.maxUnavailable: Invalid value: 0: may not be 0 when `maxSurge` is 0
          /spec/progressDeadlineSeconds           | 0             | spec.progressDeadlineSeconds: Invalid value: 0: must be greater than minReadySeconds
          """)
  void whatIsWrongWithADeploymentIsSaid(String pointer, String value, String problem) {
    assertThat(deployments.problemsWith(pointer, value)).first().isEqualTo(problem);
  }

  @ParameterizedTest
  @CsvSource({"Deployment", "ReplicaSet", "DaemonSet"})
  void aSelectorIsForGood(String kind) {
    StrategyCase workloads = new StrategyCase("apps/v1", kind, SPEC);
    assertThat(workloads.problemsWith("", "")).isEmpty();
    assertThat(
            workloads.problemsOfUpdate(
                "/spec/selector", "{matchExpressions: [{key: app, operator: Exists}]}"))
        .containsExactly(
            "spec.selector: Invalid value:"
                + " {\"matchExpressions\":[{\"key\":\"app\",\"operator\":\"Exists\"}]}: field is"
                + " immutable");
    assertThat(workloads.problemsOfUpdate("/spec/template/spec/containers/0/image", "j")).isEmpty();
  }

  @Test
  void ofAStatefulSetOnlySomeMayChange() {
    StrategyCase sets = new StrategyCase("apps/v1", "StatefulSet", SPEC);
    assertThat(sets.problemsOfUpdate("/spec/replicas", "4")).isEmpty();
    assertThat(sets.problemsOfUpdate("/spec/serviceName", "other"))
        .singleElement()
        .asString()
        .startsWith(
            "spec: Forbidden: updates to statefulset spec for fields other than 'replicas'");
  }

  @Test
  void aJobSelectsItsPodsByItsOwnUid() {
    ObjectNode job = jobs.object();
    jobs.strategy().prepareForCreate(job);
    assertThat(job.at("/spec/selector"))
        .isEqualTo(Trees.yaml("matchLabels: {batch.kubernetes.io/controller-uid: u1}"));
    assertThat(job.at("/spec/template/metadata/labels"))
        .isEqualTo(
            Trees.yaml(
                "{controller-uid: u1, batch.kubernetes.io/controller-uid: u1, job-name: once,"
                    + " batch.kubernetes.io/job-name: once}"));
    assertThat(jobs.problemsOf(job)).isEmpty();
  }

  @Test
  void aJobsPodsDoNotRestartForever() {
    ObjectNode job = jobs.object();
    jobs.strategy().prepareForCreate(job);
    ((ObjectNode) job.at("/spec/template/spec")).put("restartPolicy", "Always");
    assertThat(jobs.problemsOf(job))
        .containsExactly(
            "spec.template.spec.restartPolicy: Unsupported value: \"Always\": supported values:"
                + " \"OnFailure\", \"Never\"");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          */5 * * * *     | true
          0 0 1 jan sun   | true
          1-5,10 * * * *  | true
          @daily          | true
          @every 1h30m    | true
          * * * *         | false
          60 * * * *      | false
          * 24 * * *      | false
          5-1 * * * *     | false
          */0 * * * *     | false
          @sometimes      | false
          TZ=UTC * * * * * | false
          """)
  void aScheduleHasFiveFieldsOrAName(String schedule, boolean good) {
    StrategyCase cronJobs =
        new StrategyCase(
            "batch/v1",
            "CronJob",
            """
            metadata: {name: c}
            spec:
              schedule: "@daily"
              jobTemplate:
                spec: {template: {spec: {restartPolicy: Never, containers: [{name: c, image: i}]}}}
            """);
    assertThat(cronJobs.problemsWith("/spec/schedule", "'" + schedule + "'").isEmpty())
        .isEqualTo(good);
  }
}
