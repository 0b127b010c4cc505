package dev.trierarch.api.patch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trierarch.api.resource.Json;
import dev.trierarch.registry.ApiException;
import dev.trierarch.schema.Schemas;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.node.ObjectNode;

class StrategicMergePatchTest {

  private static final MergeSchema POD_SPEC =
      new SchemaMerge(Schemas.builtIn().byDefinition("io.k8s.api.core.v1.PodSpec").orElseThrow());
  private static final MergeSchema DEPLOYMENT =
      new SchemaMerge(Schemas.builtIn().byKind("apps/v1", "Deployment").orElseThrow());
  private static final MergeSchema POD =
      new SchemaMerge(Schemas.builtIn().byKind("v1", "Pod").orElseThrow());

  private static ObjectNode tree(String json) {
    return (ObjectNode) Json.MAPPER.readTree(json.replace('\'', '"'));
  }

  private static void check(MergeSchema schema, String before, String patch, String after) {
    assertThat(StrategicMergePatch.apply(tree(before), tree(patch), schema)).isEqualTo(tree(after));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          {'containers':[{'name':'a','image':'x'}]} | {'containers':[{'name':'a','image':'y'}]} | {'containers':[{'name':'a','image':'y'}]}
          {'containers':[{'name':'a','image':'x'}]} | {'containers':[{'name':'b','image':'y'}]} | {'containers':[{'name':'b','image':'y'},{'name':'a','image':'x'}]}
          {'containers':[{'name':'a','env':[{'name':'A','value':'1'}]}]} | {'containers':[{'name':'a','env':[{'name':'B','value':'2'}]}]} | {'containers':[{'name':'a','env':[{'name':'B','value':'2'},{'name':'A','value':'1'}]}]}
          {'containers':[{'name':'a'},{'name':'b'}]} | {'containers':[{'$patch':'delete','name':'a'}]} | {'containers':[{'name':'b'}]}
          {'containers':[{'name':'a','image':'x'}]} | {'containers':[{'$patch':'replace'},{'name':'c'}]} | {'containers':[{'name':'c'}]}
          {'containers':[{'name':'a'},{'name':'b'}]} | {'containers':[{'name':'a','image':'y'},{'$patch':'delete','name':'a'}]} | {'containers':[{'name':'a','image':'y'},{'name':'b'}]}
          {'containers':[{'name':'a','image':'x'},{'name':'b'}]} | {'containers':[{'$patch':'replace','name':'a','image':'y'},{'name':'c'}]} | {'containers':[{'name':'c'}]}
          {'containers':[{'name':'a','command':['x','y']}]} | {'containers':[{'name':'a','command':['z']}]} | {'containers':[{'name':'a','command':['z']}]}
          {'containers':[{'name':'a','image':'x'}]} | {'containers':[{'name':'a','image':null}]} | {'containers':[{'name':'a'}]}
          {'nodeSelector':{'a':'1','b':'2'}} | {'nodeSelector':{'a':null,'c':'3'}} | {'nodeSelector':{'b':'2','c':'3'}}
          {'securityContext':{'runAsUser':1}} | {'securityContext':{'$patch':'replace','fsGroup':2}} | {'securityContext':{'fsGroup':2}}
          {'securityContext':{'runAsUser':1}} | {'securityContext':{'$patch':'delete'}} | {'securityContext':{}}
          {'tolerations':[{'key':'a'}]} | {'tolerations':[{'key':'b'}]} | {'tolerations':[{'key':'b'}]}
          {'volumes':[{'name':'v','emptyDir':{}}]} | {'volumes':[{'name':'v','$retainKeys':['name','hostPath'],'hostPath':{'path':'/x'}}]} | {'volumes':[{'name':'v','hostPath':{'path':'/x'}}]}
          {} | {'containers':[{'name':'a','env':[{'name':'A','value':null}]}]} | {'containers':[{'name':'a','env':[{'name':'A'}]}]}
          {'hostNetwork':true} | {'hostNetwork':null} | {}
          """)
  void listsAreMergedAsTheSchemaSays(String before, String patch, String after) {
    check(POD_SPEC, before, patch, after);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          {'metadata':{'finalizers':['a','b']}} | {'metadata':{'finalizers':['c','a']}} | {'metadata':{'finalizers':['c','a','b']}}
          {'metadata':{'finalizers':['a','b']}} | {'metadata':{'$deleteFromPrimitiveList/finalizers':['a']}} | {'metadata':{'finalizers':['b']}}
          {'metadata':{'finalizers':['a','b']}} | {'metadata':{'$deleteFromPrimitiveList/finalizers':['a'],'finalizers':['c']}} | {'metadata':{'finalizers':['c','b']}}
          {'metadata':{'finalizers':['a','b']}} | {'metadata':{'$setElementOrder/finalizers':['b','a']}} | {'metadata':{'finalizers':['b','a']}}
          """)
  void listsOfPlainValuesAreSets(String before, String patch, String after) {
    check(POD, before, patch, after);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          {'containers':[{'name':'a'},{'name':'b'}]} | {'$setElementOrder/containers':[{'name':'b'},{'name':'a'}],'containers':[{'name':'a','image':'x'}]} | {'containers':[{'name':'b'},{'name':'a','image':'x'}]}
          {'containers':[{'name':'s'},{'name':'a'}]} | {'$setElementOrder/containers':[{'name':'n'},{'name':'a'}],'containers':[{'name':'n'}]} | {'containers':[{'name':'n'},{'name':'s'},{'name':'a'}]}
          {'containers':[{'name':'a'},{'name':'s'},{'name':'b'}]} | {'$setElementOrder/containers':[{'name':'a'},{'name':'b'}],'containers':[{'name':'b','image':'x'}]} | {'containers':[{'name':'a'},{'name':'s'},{'name':'b','image':'x'}]}
          """)
  void anOrderIsKeptAndWhatItDoesNotNameStaysWhereItStood(
      String before, String patch, String after) {
    check(POD_SPEC, before, patch, after);
  }

  @Test
  void portsAreMergedByTheirNumber() {
    check(
        DEPLOYMENT,
        "{'spec':{'template':{'spec':{'containers':[{'name':'a','ports':[{'containerPort':80}]}]}}}}",
        "{'spec':{'template':{'spec':{'containers':[{'name':'a','ports':[{'containerPort':80,'name':'http'}]}]}}}}",
        "{'spec':{'template':{'spec':{'containers':[{'name':'a','ports':[{'containerPort':80,'name':'http'}]}]}}}}");
  }

  @Test
  void aStrategyThatRetainsKeysDropsTheOthers() {
    check(
        DEPLOYMENT,
        "{'spec':{'strategy':{'type':'RollingUpdate','rollingUpdate':{'maxSurge':1}}}}",
        "{'spec':{'strategy':{'$retainKeys':['type'],'type':'Recreate'}}}",
        "{'spec':{'strategy':{'type':'Recreate'}}}");
  }

  @Test
  void anItemWithoutItsKeyIsRefused() {
    assertThatThrownBy(() -> check(POD_SPEC, "{}", "{'containers':[{'image':'x'}]}", "{}"))
        .isInstanceOf(ApiException.class)
        .hasMessageContaining("merge key: name");
  }

  @Test
  void anItemSaysMergeOfNoList() {
    String patch = "{'containers':[{'$patch':'merge','name':'a'}]}";
    assertThatThrownBy(() -> check(POD_SPEC, "{'containers':[{'name':'a'}]}", patch, "{}"))
        .isInstanceOf(ApiException.class)
        .hasMessageContaining("merging lists cannot yet be specified in the patch");
  }

  @Test
  void anUnknownDirectiveIsRefused() {
    assertThatThrownBy(() -> check(POD_SPEC, "{}", "{'$patch':'sing'}", "{}"))
        .isInstanceOf(ApiException.class)
        .hasMessageContaining("sing");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'$setElementOrder/containers':{'':''},'containers':[{'name':'n'}]}",
        "{'$setElementOrder/containers':null}",
        "{'$deleteFromPrimitiveList/containers':'a'}",
        "{'$retainKeys':{'a':'b'}}"
      })
  void aDirectiveThatIsNoListIsRefused(String patch) {
    assertThatThrownBy(() -> check(POD_SPEC, "{'containers':[{'name':'a'}]}", patch, "{}"))
        .isInstanceOf(ApiException.class)
        .hasMessageContaining("must be a list");
  }

  @Test
  @Timeout(20)
  void aPatchOfAHundredThousandItemsTakesNoLongerThanReadingIt() {
    StringBuilder items = new StringBuilder("{'name':'0'}");
    for (int i = 1; i < 100_000; i++) {
      items.append(",{'name':'").append(i).append("'}");
    }
    String list = "{'containers':[" + items + "]}";
    String ordered = list.replaceFirst("\\{", "{'\\$setElementOrder/containers':[" + items + "],");
    check(POD_SPEC, list, ordered, list);
  }
}
