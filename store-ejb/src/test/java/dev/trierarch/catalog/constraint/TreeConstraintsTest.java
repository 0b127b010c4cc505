package dev.trierarch.catalog.constraint;

import static dev.trierarch.catalog.constraint.Constraints.atMost;
import static dev.trierarch.catalog.constraint.Constraints.dnsLabel;
import static dev.trierarch.catalog.constraint.Constraints.labels;
import static dev.trierarch.catalog.constraint.Constraints.oneOf;
import static dev.trierarch.catalog.constraint.Constraints.port;
import static dev.trierarch.catalog.constraint.Constraints.portOrName;
import static dev.trierarch.catalog.constraint.Constraints.quantity;
import static dev.trierarch.catalog.constraint.Constraints.required;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trierarch.catalog.FieldErrors;
import dev.trierarch.catalog.Trees;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerPort;
import io.fabric8.kubernetes.api.model.HTTPGetAction;
import io.fabric8.kubernetes.api.model.LimitRange;
import io.fabric8.kubernetes.api.model.LimitRangeItem;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.apps.StatefulSetSpec;
import io.fabric8.kubernetes.api.model.batch.v1.CronJob;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.node.ObjectNode;

class TreeConstraintsTest {

  private final TreeConstraints constraints = new TreeConstraints(TreeConstraintsTest::declare);

  private static void declare(ConstraintTable table) {
    table.of(ObjectMeta.class).field("labels", labels());
    table.of(Pod.class).implied("spec");
    table.of(PodSpec.class).field("containers", required("one at least"), atMost(2));
    table.of(Container.class).field("name", required(), dnsLabel()).each("args", dnsLabel());
    table
        .of(ContainerPort.class)
        .number("containerPort", port())
        .field("protocol", oneOf("TCP", "UDP"));
    table.of(HTTPGetAction.class).number("port", portOrName());
    table.of(LimitRangeItem.class).values("_default", quantity());
    table.of(StatefulSetSpec.class).unchecked("volumeClaimTemplates");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          {}                                                  | spec.containers: Required value: one at least
          {spec: {containers: []}}                            | spec.containers: Required value: one at least
          {spec: {containers: [{name: a}, {name: b}, {name: c}]}} | spec.containers: Too many: 3: must have at most 2 items
          {spec: {containers: [{}]}}                          | spec.containers[0].name: Required value
          {spec: {containers: [{name: a}, {name: ''}]}}       | spec.containers[1].name: Required value
          {spec: {containers: [{name: a, ports: [{}]}]}}      | spec.containers[0].ports[0].containerPort: Invalid value: 0: must be between 1 and 65535, inclusive
          {spec: {containers: [{name: a, ports: [{containerPort: 1, protocol: X}]}]}} | spec.containers[0].ports[0].protocol: Unsupported value: "X": supported values: "TCP", "UDP"
          {spec: {initContainers: [{name: a, livenessProbe: {httpGet: {port: --}}}], containers: [{name: a}]}} | spec.initContainers[0].livenessProbe.httpGet.port: Invalid value: "--": must contain at least one letter (a-z)
          """)
  void whatIsWrongIsSaidWithItsPath(String pod, String problem) {
    assertThat(problems(Pod.class, pod)).contains(problem);
  }

  @Test
  void aRuleHoldsWhereverItsTypeOccurs() {
    assertThat(
            problems(
                CronJob.class,
                """
                spec: {jobTemplate: {spec: {template: {spec: {containers:
                [{name: a, ports: [{containerPort: 70000}]}]}}}}}
                """))
        .containsExactly(
            "spec.jobTemplate.spec.template.spec.containers[0].ports[0].containerPort: Invalid"
                + " value: 70000: must be between 1 and 65535, inclusive");
  }

  @Test
  void elementsOfListsAndValuesOfMapsAreNamed() {
    assertThat(problems(Pod.class, "spec: {containers: [{name: a, args: [b, c_d]}]}"))
        .singleElement()
        .asString()
        .startsWith("spec.containers[0].args[1]: Invalid value: \"c_d\": a lowercase RFC 1123");
    assertThat(problems(LimitRange.class, "spec: {limits: [{default: {cpu: '-1', memory: 1Gi}}]}"))
        .containsExactly(
            "spec.limits[0].default[cpu]: Invalid value: \"-1\": must be greater than or equal to"
                + " 0");
    assertThat(problems(LimitRange.class, "metadata: {labels: {a: b, c: 'd e'}}"))
        .singleElement()
        .asString()
        .startsWith("metadata.labels: Invalid value: \"d e\": a valid label must be");
  }

  @Test
  void whatIsMissingIsNotAlsoOfAWrongForm() {
    assertThat(problems(Pod.class, "spec: {containers: [{name: ''}]}")).hasSize(1);
  }

  @Test
  void whatWasFoundGoodMayTurnBad() {
    ObjectNode pod = Trees.yaml("{spec: {containers: [{name: a}]}, metadata: {labels: {a: b}}}");
    assertThat(problems(pod)).isEmpty();
    pod.withObject("/metadata/labels").put("a", "b c");
    assertThat(problems(pod)).hasSize(1);
    pod.withObject("/metadata/labels").put("a", "b");
    assertThat(problems(pod)).isEmpty();
  }

  @Test
  void onlyTheFieldsThatAreAskedForAreLookedAt() {
    FieldErrors errors = new FieldErrors();
    constraints.check(Pod.class, Trees.yaml("{}"), "metadata"::equals, errors);
    assertThat(errors.list()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {spec: 1}
          {spec: {containers: {a: b}}, metadata: []}
          {spec: {containers: [1, [2], null]}}
          {spec: {containers: [{name: 1, ports: {a: 1}, args: 5, livenessProbe: {httpGet: []}}]}}
          """)
  void aTreeOfAnyShapeBreaksNothing(String pod) {
    assertThat(problems(Pod.class, pod)).isNotEmpty();
  }

  @Test
  void aRuleForAFieldThatIsNotThereIsRefused() {
    assertThatThrownBy(
            () -> new TreeConstraints(table -> table.of(Pod.class).field("specs", required())))
        .hasMessageContaining("specs");
  }

  private List<String> problems(Class<?> model, String yaml) {
    return problems(model, Trees.yaml(yaml));
  }

  private List<String> problems(ObjectNode pod) {
    return problems(Pod.class, pod);
  }

  private List<String> problems(Class<?> model, ObjectNode object) {
    FieldErrors errors = new FieldErrors();
    constraints.check(model, object, field -> true, errors);
    return errors.list().stream().map(FieldErrors.FieldError::message).toList();
  }
}
