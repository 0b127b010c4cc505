package dev.trierarch.api.auth;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trierarch.api.Objects;
import dev.trierarch.api.resource.Json;
import dev.trierarch.registry.Caller;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.node.ObjectNode;

class TokenRequestsTest {

  private static final Caller NODE =
      new Caller("system:node:n1", "", List.of("system:nodes"), Map.of(), "kubelet");

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {} | node requested token not bound to a pod
          {boundObjectRef: {apiVersion: v1, kind: Secret, name: p, uid: u}} | node requested token not bound to a pod
          {boundObjectRef: {apiVersion: v1, kind: Pod, name: p}} | node requested token with a pod binding without a uid
          {boundObjectRef: {apiVersion: v1, kind: Pod, name: p, uid: uid-of-p}} | node requested token bound to a pod scheduled on a different node
          """)
  void aNodeGetsTokensOnlyForPodsOfItsOwn(String spec, String problem) {
    Objects objects = new Objects();
    objects.put("serviceaccounts", "default", "bot", "");
    objects.put("pods", "default", "p", "spec: {serviceAccountName: bot, nodeName: n2}");
    TokenRequests requests = new TokenRequests(objects.store, null, objects.clock);
    ObjectNode request = Json.object();
    request.set("spec", Json.YAML.readTree(spec));

    assertThatThrownBy(() -> requests.answer(NODE, "default", "bot", request))
        .hasMessage("serviceaccounts \"bot\" is forbidden: " + problem);
  }
}
