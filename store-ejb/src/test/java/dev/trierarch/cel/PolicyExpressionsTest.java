package dev.trierarch.cel;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What expressions of admission may say, and of what type it is. */
class PolicyExpressionsTest {

  private final PolicyExpressions expressions = new PolicyExpressions(true);

  @ParameterizedTest
  @ValueSource(
      strings = {
        "object.spec.replicas <= params.maxReplicas",
        "oldObject == null || object.metadata.?labels['a'].orValue('') == 'b'",
        "request.userInfo.groups.exists(g, g.startsWith('system:'))",
        "namespaceObject.metadata.creationTimestamp > timestamp('2026-01-01T00:00:00Z')",
        "authorizer.group('').resource('pods').subresource('log').namespace('a').name('b')"
            + ".fieldSelector('spec.nodeName=a').labelSelector('a').check('get').allowed()",
        "authorizer.path('/healthz').check('get').reason() == ''",
        "authorizer.serviceAccount('a', 'b').group('a').resource('b').check('c').errored()",
        "authorizer.requestResource.check('custom').error() == ''",
        "quantity('1Gi').add(quantity('1')).sub(1).isGreaterThan(quantity('1M'))",
        "quantity('1').asInteger() + quantity('1').sign() > 0 && isQuantity('1')",
        "quantity('1').asApproximateFloat() > 1 && quantity('1').compareTo(quantity('2')) < 0",
        "semver('1.0.0').isLessThan(semver('v2', true)) && isSemver('1') && semver('1.0.0').major() == 1",
        "ip('::1').family() == 6 && ip('::1').isLoopback() && ip.isCanonical('::1') && isIP('a')",
        "cidr('10.0.0.0/8').containsIP('10.0.0.1') && cidr('10.0.0.0/8').containsCIDR('10.0.0.0/9')",
        "cidr('10.0.0.0/8').ip() == ip('10.0.0.0') && string(cidr('10.0.0.0/8').masked()) == 'a'",
        "type(ip('::1')) == net.IP && isCIDR('a') && cidr('::/0').prefixLength() == 0",
        "url('https://a').getQuery()['a'][0] == url('https://b').getHostname() && isURL('a')",
        "'abc'.find('b') == 'b' && 'abc'.findAll('b', 1).size() == 1 && 'a'.matches('^a$')",
        "[1, 2].isSorted() && [1, 2].sum() == 3 && ['a'].max() == 'a' && [1].indexOf(1) == 0",
        "['a', 'b'].join(',').split(',').lastIndexOf('a') == 0 && 'A'.lowerAscii() == 'a'",
        "'%s %d'.format([dyn('a'), 1]) == strings.quote('a').substring(1)",
        "!format.dns1123Label().validate('a').hasValue() && format.named('uri').hasValue()",
        "sets.contains([1], [1]) && sets.intersects([1], [2]) && sets.equivalent([1], [1])",
        "{'a': 1}.all(k, v, k == 'a' && v > 0) && {'a': 1}.transformMap(k, v, v + 1)['a'] == 2",
        "[1, 2].transformList(i, v, i + v) == [1, 3] && [1].exists(i, v, i < v)",
        "optional.of(1).optMap(x, x + 1).or(optional.none()).value() == 2",
        "optional.of('a').optFlatMap(x, optional.ofNonZeroValue(x + 'b')).hasValue()",
        "1 < 1.5 && 2u > 1 && has(object.a) && duration('1h').getMinutes() == 60",
      })
  void upstreamsLibrariesAreThere(String expression) {
    assertThat(expressions.decision(expression).problemUnless("bool")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "[1, 'a'] == [] | <input>:1:5: expected type 'int' but found 'string'",
        "request.nothing == '' | <input>:1:8: undefined field 'nothing'",
        "duration('1 hour') == null | <input>:1:10: invalid duration argument",
        "timestamp('2026-02-30T00:00:00Z') == null | <input>:1:11: invalid timestamp argument",
        "object.a.matches('(') | <input>:1:18: invalid matches argument",
        "object.`a-b` | <input>:1:8: unsupported syntax '`'",
        "true ? 1 : 'a' | <input>:1:6: found no matching overload for '_?_:_' applied to '(bool, int, string)'",
        "cel.bind(a, 1, a) == 1 | <input>:1:1: undeclared reference to 'cel' (in container '')",
        "Object{} == null | <input>:1:7: undeclared reference to 'Object' (in container '')",
      })
  void whatDoesNotCompileIsSaidWithItsPlace(String expression, String issue) {
    assertThat(expressions.decision(expression).problem().orElseThrow())
        .startsWith("compilation failed: ERROR: " + issue + "\n | " + expression + "\n | ");
  }

  @Test
  void aVariableHasATypeAfterItsExpression() {
    assertThat(expressions.variable("names", "['a']").problem()).isEmpty();
    assertThat(expressions.variable("first", "variables.names[0]").type()).isEqualTo("string");
    assertThat(expressions.decision("variables.first + 1 == 'a'").problem().orElseThrow())
        .contains("found no matching overload for '_+_' applied to '(string, int)'");
    assertThat(expressions.decision("variables.other").problem().orElseThrow())
        .contains("undefined field 'other'");
  }

  @Test
  void whatIsNotAVariableYetIsUnknown() {
    assertThat(expressions.decision("variables.a == 1").problem().orElseThrow())
        .contains("undeclared reference to 'variables'");
    expressions.variable("a", "1");
    assertThat(expressions.decision("variables.a == 1").problem()).isEmpty();
  }

  @Test
  void parametersAreThereForPoliciesThatHaveSome() {
    assertThat(new PolicyExpressions(false).decision("params.a == 1").problem().orElseThrow())
        .contains("undeclared reference to 'params'");
  }

  @Test
  void anyPartOfAnObjectMayBeMade() {
    String applied =
        "Object{metadata: Object.metadata{labels: {'a': 'b'}},"
            + " spec: Object.spec{containers: [Object.spec.containers{name: 'c'}]}}";
    assertThat(expressions.mutation(applied).problemUnless(PolicyExpressions.APPLIED)).isEmpty();
    String patch =
        "[JSONPatch{op: 'add', path: '/metadata/labels/' + jsonpatch.escapeKey('a/b'), value: 'c'}]";
    assertThat(expressions.mutation(patch).problemUnless(PolicyExpressions.PATCH)).isEmpty();
  }

  @Test
  void aDeviceIsSelectedByWhatItIs() {
    assertThat(DeviceExpressions.problem("device.driver == 'a' && device.attributes['b'].c"))
        .isEmpty();
    assertThat(DeviceExpressions.problem("device.attributes['b'].c")).isEmpty();
    assertThat(DeviceExpressions.problem("cel.bind(d, device.attributes['a'], d.b && d.c)"))
        .isEmpty();
    assertThat(DeviceExpressions.problem("device.capacity['a'].b.compareTo(quantity('1')) >= 0"))
        .isEmpty();
    assertThat(DeviceExpressions.problem("device.driver"))
        .hasValue("must evaluate to bool or the unknown type, not string");
    assertThat(DeviceExpressions.problem("object.a").orElseThrow())
        .contains("undeclared reference to 'object'");
  }
}
