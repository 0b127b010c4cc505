package dev.trierarch.api.authz;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trierarch.api.resource.Query;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RequestInfoTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "-",
      textBlock =
          """
          GET    | /api/v1/pods                                        | list             | '' | '' | pods        | ''     | ''
          GET    | /api/v1/namespaces/default/pods                     | list             | '' | default | pods   | ''     | ''
          GET    | /api/v1/namespaces/default/pods/web                 | get              | '' | default | pods   | ''     | web
          HEAD   | /api/v1/namespaces/default/pods/web                 | get              | '' | default | pods   | ''     | web
          GET    | /api/v1/namespaces/default/pods/web/log             | get              | '' | default | pods   | log    | web
          POST   | /api/v1/namespaces/default/pods                     | create           | '' | default | pods   | ''     | ''
          PUT    | /api/v1/namespaces/default/pods/web/status          | update           | '' | default | pods   | status | web
          PATCH  | /apis/apps/v1/namespaces/d/deployments/web/scale    | patch            | apps | d | deployments | scale | web
          DELETE | /api/v1/namespaces/default/pods                     | deletecollection | '' | default | pods   | ''     | ''
          DELETE | /api/v1/namespaces/default/pods/web                 | delete           | '' | default | pods   | ''     | web
          GET    | /api/v1/namespaces                                  | list             | '' | '' | namespaces  | ''     | ''
          GET    | /api/v1/namespaces/default                          | get              | '' | default | namespaces | '' | default
          PUT    | /api/v1/namespaces/default/finalize                 | update           | '' | default | namespaces | finalize | default
          GET    | /api/v1/namespaces/default/status                   | get              | '' | default | namespaces | status | default
          GET    | /api/v1/nodes/n1                                    | get              | '' | '' | nodes       | ''     | n1
          GET    | /api/v1/pods?watch=1                                | watch            | '' | '' | pods        | ''     | ''
          GET    | /api/v1/pods?watch=false                            | list             | '' | '' | pods        | ''     | ''
          GET    | /api/v1/watch/namespaces/d/pods                     | watch            | '' | d  | pods        | ''     | ''
          GET    | /api/v1/watch/namespaces/d/pods/web                 | watch            | '' | d  | pods        | ''     | web
          GET    | /apis/rbac.authorization.k8s.io/v1/clusterroles/system%3Anode | get    | rbac.authorization.k8s.io | '' | clusterroles | '' | system:node
          GET    | /api/v1/namespaces/d/secrets?fieldSelector=metadata.name%3Ds | list  | '' | d  | secrets     | ''     | s
          GET    | /api/v1/nodes/n1/proxy/a/b                          | get              | '' | '' | nodes       | proxy     | n1
          """)
  void resourcePathsAreRead(
      String method,
      String url,
      String verb,
      String group,
      String namespace,
      String resource,
      String subresource,
      String name) {
    RequestInfo info = parse(method, url);
    assertThat(info.resourceRequest()).isTrue();
    assertThat(info.verb()).isEqualTo(verb);
    assertThat(info.group()).isEqualTo(group);
    assertThat(info.version()).isEqualTo("v1");
    assertThat(info.namespace()).isEqualTo(namespace);
    assertThat(info.resource()).isEqualTo(resource);
    assertThat(info.subresource()).isEqualTo(subresource);
    assertThat(info.name()).isEqualTo(name);
  }

  @ParameterizedTest
  @CsvSource({
    "/version",
    "/api",
    "/apis",
    "/api/v1",
    "/apis/apps",
    "/apis/apps/v1",
    "/",
    "/metrics"
  })
  void otherPathsAreNoResources(String path) {
    RequestInfo info = parse("GET", path);
    assertThat(info.resourceRequest()).isFalse();
    assertThat(info.verb()).isEqualTo("get");
    assertThat(info.path()).isEqualTo(path);
  }

  @Test
  void aNameMayHoldAPlus() {
    assertThat(parse("GET", "/api/v1/nodes/a+b").name()).isEqualTo("a+b");
  }

  private static RequestInfo parse(String method, String url) {
    int question = url.indexOf('?');
    return question < 0
        ? RequestInfo.parse(method, url, Query.parse(null))
        : RequestInfo.parse(
            method, url.substring(0, question), Query.parse(url.substring(question + 1)));
  }
}
