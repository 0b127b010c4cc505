package dev.trierarch.api.flow;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trierarch.api.Objects;
import dev.trierarch.api.authz.RequestInfo;
import dev.trierarch.api.resource.Query;
import dev.trierarch.registry.Caller;
import dev.trierarch.settings.Settings;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FlowConfigurationTest {

  private final Objects objects = new Objects();
  private final FlowConfiguration configuration =
      new FlowConfiguration(objects.store, new Settings(Map.of("trierarch.api.seats", "100")::get));

  @BeforeEach
  void configure() {
    level("exempt", "{spec: {type: Exempt}}");
    level("low", limited(30, "{type: Queue, queuing: {queues: 4, handSize: 2}}"));
    level("high", limited(10, "{type: Reject}"));
    schema("masters", "exempt", 1, "{kind: Group, group: {name: 'system:masters'}}");
    schema(
        "robots",
        "high",
        10,
        "{kind: ServiceAccount, serviceAccount: {namespace: ops, name: '*'}}");
    schema("leases", "high", 20, "{kind: User, user: {name: '*'}}", "[create, update]", "leases");
    schema("all", "low", 9000, "{kind: Group, group: {name: '*'}}");
    schema("dangling", "nowhere", 2, "{kind: Group, group: {name: '*'}}");
  }

  private void level(String name, String yaml) {
    objects.put(FlowConfiguration.LEVELS, "", name, yaml);
  }

  private static String limited(int shares, String response) {
    return "{spec: {type: Limited, limited: {nominalConcurrencyShares: %d, limitResponse: %s}}}"
        .formatted(shares, response);
  }

  private void schema(String name, String level, int precedence, String subject) {
    schema(name, level, precedence, subject, "['*']", "'*'");
  }

  private void schema(
      String name, String level, int precedence, String subject, String verbs, String resource) {
    objects.put(
        FlowConfiguration.SCHEMAS,
        "",
        name,
        """
        spec:
          matchingPrecedence: %d
          priorityLevelConfiguration: {name: %s}
          distinguisherMethod: {type: ByUser}
          rules:
          - subjects: [%s]
            resourceRules:
            - {verbs: %s, apiGroups: ['*'], resources: [%s], namespaces: ['*'], clusterScope: true}
            nonResourceRules:
            - {verbs: %s, nonResourceURLs: [/metrics, '/logs/*']}
        """
            .formatted(precedence, level, subject, verbs, resource, verbs));
  }

  private String schemaOf(String user, String group, String method, String path) {
    Caller caller = new Caller(user, "", List.of(group), Map.of(), "");
    RequestInfo info = RequestInfo.parse(method, path, Query.parse(null));
    return configuration.current().flowOf(caller, info).map(Flow::schemaName).orElse("none");
  }

  @ParameterizedTest
  @CsvSource({
    "admin, system:masters, GET, /api/v1/nodes, masters",
    "system:serviceaccount:ops:backup, x, GET, /api/v1/nodes, robots",
    "system:serviceaccount:other:backup, x, GET, /api/v1/nodes, all",
    "jane, x, POST, /apis/coordination.k8s.io/v1/namespaces/a/leases, leases",
    "jane, x, PUT, /apis/coordination.k8s.io/v1/namespaces/a/leases/b, leases",
    "jane, x, GET, /apis/coordination.k8s.io/v1/namespaces/a/leases/b, all",
    "jane, x, GET, /api/v1/namespaces/a/pods/b/status, all",
    "jane, x, GET, /metrics, all",
    "jane, x, GET, /logs/a, all",
    "jane, x, GET, /logs, none",
    "jane, x, GET, /version, none",
  })
  void theFirstSchemaThatMatchesSaysWhereARequestBelongs(
      String user, String group, String method, String path, String schema) {
    assertThat(schemaOf(user, group, method, path)).isEqualTo(schema);
  }

  @Test
  void seatsAreDividedByShares() {
    Map<String, PriorityLevel> levels = configuration.current().levels();
    assertThat(levels.get("low").limits().seats()).isEqualTo(75);
    assertThat(levels.get("high").limits().seats()).isEqualTo(25);
    assertThat(levels.get("high").limits().queuing()).isEmpty();
    assertThat(levels.get("low").limits().queuing()).isPresent();
    assertThat(levels.get("exempt").limits().exempt()).isTrue();
  }

  @Test
  void aLevelLendsAndBorrowsWithinItsBounds() {
    level(
        "low",
        "{spec: {type: Limited, limited: {nominalConcurrencyShares: 30, lendablePercent: 33,"
            + " borrowingLimitPercent: 10, limitResponse: {type: Reject}}}}");
    level("jail", limited(0, "{type: Reject}"));
    LevelLimits low = configuration.current().levels().get("low").limits();
    LevelLimits high = configuration.current().levels().get("high").limits();
    LevelLimits jail = configuration.current().levels().get("jail").limits();
    assertThat(low.seatsMin()).isEqualTo(50);
    assertThat(low.seatsMax()).isEqualTo(83);
    assertThat(high.seatsMin()).isEqualTo(25);
    assertThat(high.seatsMax()).isEqualTo(100);
    assertThat(jail.seatsMax()).isZero();
  }

  @Test
  void aChangeTakesEffectAtOnceAndLeavesTheSeatsThatAreTaken() {
    PriorityLevel low = configuration.current().levels().get("low");
    assertThat(low.tryEnter(1)).isTrue();
    schema("vip", "high", 5, "{kind: User, user: {name: jane}}");
    level("low", limited(10, "{type: Reject}"));
    assertThat(schemaOf("jane", "x", "GET", "/api/v1/nodes")).isEqualTo("vip");
    assertThat(configuration.current().levels().get("low")).isSameAs(low);
    assertThat(low.limits().seats()).isEqualTo(50);
    assertThat(low.executing()).isOne();
  }
}
