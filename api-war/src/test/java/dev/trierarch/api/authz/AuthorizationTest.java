package dev.trierarch.api.authz;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trierarch.api.Objects;
import dev.trierarch.api.resource.Query;
import dev.trierarch.registry.Caller;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AuthorizationTest {

  private static final String RBAC = ".rbac.authorization.k8s.io";

  private Objects objects;
  private Authorization authorization;

  @BeforeEach
  void start() {
    objects = new Objects();
    authorization =
        new Authorization(new NodeAuthorizer(objects.store), new RbacAuthorizer(objects.store));
  }

  private static Caller caller(String user, String... groups) {
    return new Caller(user, "", List.of(groups), Map.of(), "");
  }

  private void check(Caller caller, String method, String path) {
    authorization.check(Attributes.of(caller, RequestInfo.parse(method, path, Query.parse(null))));
  }

  private boolean allows(Caller caller, String method, String path) {
    return authorization
        .decide(Attributes.of(caller, RequestInfo.parse(method, path, Query.parse(null))))
        .allowed();
  }

  @Test
  void mastersMayEverything() {
    Caller admin = caller("admin", "system:masters");
    assertThatCode(() -> check(admin, "DELETE", "/api/v1/nodes")).doesNotThrowAnyException();
    assertThatCode(() -> check(admin, "GET", "/metrics")).doesNotThrowAnyException();
  }

  @Test
  void admissionAsksForOneNamedThingOfAGroupAtTheClustersScope() {
    objects.put(
        "clusterroles" + RBAC,
        "",
        "signers",
        "{rules: [{apiGroups: [certificates.k8s.io], resources: [signers], resourceNames:"
            + " [example.com/s], verbs: [approve]}]}");
    objects.put(
        "clusterrolebindings" + RBAC,
        "",
        "signers",
        "{roleRef: {kind: ClusterRole, name: signers}, subjects: [{kind: User, name: x}]}");
    assertThat(mayApprove("x", "approve", "example.com/s")).isTrue();
    assertThat(mayApprove("x", "approve", "example.com/other")).isFalse();
    assertThat(mayApprove("x", "sign", "example.com/s")).isFalse();
    assertThat(mayApprove("y", "approve", "example.com/s")).isFalse();
  }

  private boolean mayApprove(String user, String verb, String signer) {
    return authorization.allow(caller(user), verb, "certificates.k8s.io", "signers", signer);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          GET    | /api/v1/namespaces/default/pods                | pods is forbidden: User "x" cannot list resource "pods" in API group "" in the namespace "default"
          GET    | /api/v1/namespaces/default/pods/p/log          | pods "p" is forbidden: User "x" cannot get resource "pods/log" in API group "" in the namespace "default"
          DELETE | /api/v1/nodes/n                                | nodes "n" is forbidden: User "x" cannot delete resource "nodes" in API group "" at the cluster scope
          POST   | /apis/apps/v1/namespaces/default/deployments   | deployments.apps is forbidden: User "x" cannot create resource "deployments" in API group "apps" in the namespace "default"
          GET    | /metrics                                       | forbidden: User "x" cannot get path "/metrics"
          """)
  void aRefusalSaysWhoCannotDoWhatWhere(String method, String path, String message) {
    assertThatThrownBy(() -> check(caller("x"), method, path)).hasMessage(message);
  }

  @Test
  void rolesAllowWhatTheyNameWhereTheyAreBound() {
    objects.put(
        "roles" + RBAC,
        "default",
        "reader",
        "{rules: [{apiGroups: [''], resources: [pods, '*/scale'], verbs: [get, list]},"
            + " {apiGroups: [''], resources: [secrets], resourceNames: [s], verbs: ['*']}]}");
    objects.put(
        "rolebindings" + RBAC,
        "default",
        "readers",
        "{roleRef: {kind: Role, name: reader},"
            + " subjects: [{kind: Group, name: dev}, {kind: ServiceAccount, name: bot}]}");
    Caller dev = caller("x", "dev");
    assertThat(allows(dev, "GET", "/api/v1/namespaces/default/pods")).isTrue();
    assertThat(allows(dev, "GET", "/api/v1/namespaces/other/pods")).isFalse();
    assertThat(allows(dev, "GET", "/api/v1/pods")).isFalse();
    assertThat(allows(dev, "DELETE", "/api/v1/namespaces/default/pods/p")).isFalse();
    assertThat(allows(dev, "GET", "/api/v1/namespaces/default/pods/p/log")).isFalse();
    assertThat(allows(dev, "GET", "/api/v1/namespaces/default/foos/p/scale")).isTrue();
    assertThat(allows(dev, "PUT", "/api/v1/namespaces/default/secrets/s")).isTrue();
    assertThat(allows(dev, "GET", "/api/v1/namespaces/default/secrets/t")).isFalse();
    assertThat(
            allows(
                caller("system:serviceaccount:default:bot"),
                "GET",
                "/api/v1/namespaces/default/pods"))
        .isTrue();
  }

  @Test
  void clusterRolesAllowEverywhereOrPathsOrWhereARoleBindingNamesThem() {
    objects.put(
        "clusterroles" + RBAC,
        "",
        "viewer",
        "{rules: [{apiGroups: ['*'], resources: ['*'], verbs: [get]},"
            + " {nonResourceURLs: ['/metrics', '/logs/*'], verbs: [get]}]}");
    objects.put(
        "clusterrolebindings" + RBAC,
        "",
        "viewers",
        "{roleRef: {kind: ClusterRole, name: viewer}, subjects: [{kind: User, name: x}]}");
    objects.put(
        "rolebindings" + RBAC,
        "default",
        "viewers",
        "{roleRef: {kind: ClusterRole, name: viewer}, subjects: [{kind: User, name: y}]}");
    assertThat(allows(caller("x"), "GET", "/apis/apps/v1/namespaces/d/deployments/w")).isTrue();
    assertThat(allows(caller("x"), "GET", "/logs/today")).isTrue();
    assertThat(allows(caller("x"), "GET", "/log")).isFalse();
    assertThat(allows(caller("y"), "GET", "/api/v1/namespaces/default/pods/p")).isTrue();
    assertThat(allows(caller("y"), "GET", "/api/v1/namespaces/other/pods/p")).isFalse();
    assertThat(allows(caller("y"), "GET", "/metrics")).isFalse();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          PATCH  | /api/v1/nodes/n1/status                                  | true
          PATCH  | /api/v1/nodes/n2/status                                  | false
          GET    | /api/v1/nodes/n2                                         | true
          GET    | /api/v1/pods                                             | true
          PATCH  | /api/v1/namespaces/default/pods/mine/status              | true
          PATCH  | /api/v1/namespaces/default/pods/theirs/status            | false
          DELETE | /api/v1/namespaces/default/pods/mine                     | true
          DELETE | /api/v1/namespaces/default/pods/theirs                   | false
          PATCH  | /api/v1/namespaces/default/pods/mine                     | false
          GET    | /api/v1/namespaces/default/secrets/used                  | true
          GET    | /api/v1/namespaces/default/secrets/unused                | false
          GET    | /api/v1/namespaces/default/secrets                       | false
          GET    | /api/v1/namespaces/other/secrets/used                    | false
          GET    | /api/v1/namespaces/default/configmaps/settings           | true
          GET    | /api/v1/namespaces/default/configmaps/others             | false
          POST   | /api/v1/namespaces/default/serviceaccounts/runner/token  | true
          POST   | /api/v1/namespaces/default/serviceaccounts/other/token   | false
          POST   | /api/v1/namespaces/default/events                        | true
          PUT    | /apis/coordination.k8s.io/v1/namespaces/kube-node-lease/leases/n1 | true
          PUT    | /apis/coordination.k8s.io/v1/namespaces/kube-node-lease/leases/n2 | false
          PUT    | /apis/coordination.k8s.io/v1/namespaces/default/leases/n1 | false
          POST   | /apis/certificates.k8s.io/v1/certificatesigningrequests  | true
          PUT    | /apis/certificates.k8s.io/v1/certificatesigningrequests/c/approval | false
          GET    | /apis/discovery.k8s.io/v1/endpointslices                 | true
          POST   | /api/v1/namespaces/default/services                      | false
          GET    | /apis/apps/v1/deployments                                | false
          """)
  void aNodeMayWhatItsAgentNeedsAndNoMore(String method, String path, boolean allowed) {
    objects.put(
        "pods",
        "default",
        "mine",
        "{spec: {nodeName: n1, serviceAccountName: runner,"
            + " volumes: [{name: v, secret: {secretName: used}}],"
            + " containers: [{name: c, envFrom: [{configMapRef: {name: settings}}]}]}}");
    objects.put("pods", "default", "theirs", "{spec: {nodeName: n2}}");
    assertThat(allows(caller("system:node:n1", "system:nodes"), method, path)).isEqualTo(allowed);
    assertThat(allows(caller("system:node:n1"), method, path))
        .as("the name alone is not enough")
        .isFalse();
  }
}
