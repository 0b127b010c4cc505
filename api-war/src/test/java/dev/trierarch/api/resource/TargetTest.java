package dev.trierarch.api.resource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.trierarch.api.authz.RequestInfo;
import dev.trierarch.catalog.BuiltInCatalog;
import dev.trierarch.catalog.Catalog;
import dev.trierarch.registry.ApiException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TargetTest {

  private final Catalog catalog = new BuiltInCatalog();

  private Target target(String method, String path) {
    return Target.of(RequestInfo.parse(method, path, Query.parse("")), catalog);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "PUT    | /api/v1/namespaces/a/pods               | GET, HEAD, POST, DELETE",
        "POST   | /api/v1/namespaces/a/pods/p             | GET, HEAD, PUT, PATCH, DELETE",
        "POST   | /api/v1/pods                            | GET, HEAD",
        "DELETE | /api/v1/namespaces                      | GET, HEAD, POST",
        "PUT    | /api/v1/namespaces/a/pods/p/log         | GET, HEAD",
        "DELETE | /api/v1/namespaces/a/pods/p/status      | GET, HEAD, PUT, PATCH",
        "GET    | /api/v1/namespaces/a/pods/p/eviction    | POST",
        "PATCH  | /api/v1/namespaces/a/finalize           | PUT",
        "PUT    | /api/v1/namespaces/a/serviceaccounts/s/token | POST",
        "GET    | /api/v1/namespaces/a/bindings           | POST",
      })
  void aMethodThatAPathDoesNotHaveIsToldFromThoseItHas(String method, String path, String allowed) {
    MethodNotAllowedException refusal =
        catchThrowableOfType(MethodNotAllowedException.class, () -> target(method, path));
    assertThat(refusal.code()).isEqualTo(405);
    assertThat(refusal.allowed()).isEqualTo(allowed);
  }

  @ParameterizedTest
  @CsvSource({
    "GET, /api/v1/namespaces/a/nodes",
    "GET, /api/v1/pods/p",
    "GET, /api/v1/namespaces/a/pods/p/none",
    "GET, /apis/apps/v2/deployments"
  })
  void whatIsNotServedIsNotFound(String method, String path) {
    ApiException refusal = catchThrowableOfType(ApiException.class, () -> target(method, path));
    assertThat(refusal.code()).isEqualTo(404);
  }
}
