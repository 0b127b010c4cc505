package dev.trierarch.cel;

import static dev.cel.common.types.SimpleType.BOOL;
import static dev.cel.common.types.SimpleType.BYTES;
import static dev.cel.common.types.SimpleType.DOUBLE;
import static dev.cel.common.types.SimpleType.DURATION;
import static dev.cel.common.types.SimpleType.DYN;
import static dev.cel.common.types.SimpleType.INT;
import static dev.cel.common.types.SimpleType.STRING;
import static dev.cel.common.types.SimpleType.TIMESTAMP;
import static dev.cel.common.types.SimpleType.UINT;
import static dev.trierarch.cel.KubernetesTypes.AUTHORIZER;
import static dev.trierarch.cel.KubernetesTypes.CIDR;
import static dev.trierarch.cel.KubernetesTypes.DECISION;
import static dev.trierarch.cel.KubernetesTypes.GROUP_CHECK;
import static dev.trierarch.cel.KubernetesTypes.IP;
import static dev.trierarch.cel.KubernetesTypes.NAMED_FORMAT;
import static dev.trierarch.cel.KubernetesTypes.PATH_CHECK;
import static dev.trierarch.cel.KubernetesTypes.QUANTITY;
import static dev.trierarch.cel.KubernetesTypes.RESOURCE_CHECK;
import static dev.trierarch.cel.KubernetesTypes.SEMVER;
import static dev.trierarch.cel.KubernetesTypes.URL;

import dev.cel.common.CelFunctionDecl;
import dev.cel.common.types.CelType;
import dev.cel.common.types.ListType;
import dev.cel.common.types.MapType;
import dev.cel.common.types.OptionalType;
import dev.cel.common.types.TypeParamType;
import java.util.List;

/** The functions that Kubernetes adds to the language, wherever expressions stand. */
final class KubernetesFunctions {

  private static final CelType STRINGS = ListType.create(STRING);

  private KubernetesFunctions() {}

  static List<CelFunctionDecl> declarations() {
    FunctionTable table = new FunctionTable();
    texts(table);
    urls(table);
    lists(table);
    quantities(table);
    versions(table);
    addresses(table);
    formats(table);
    authorizers(table);
    return table.declarations();
  }

  private static void texts(FunctionTable table) {
    table
        .member(STRING, "find", STRING, STRING)
        .member(STRING, "findAll", STRINGS, STRING)
        .member(STRING, "findAll", STRINGS, STRING, INT)
        .member(STRING, "format", STRING, ListType.create(DYN))
        .global("strings.quote", STRING, STRING);
  }

  private static void urls(FunctionTable table) {
    table.global("url", URL, STRING).global("isURL", BOOL, STRING);
    for (String part :
        List.of("getScheme", "getHost", "getHostname", "getPort", "getEscapedPath")) {
      table.member(URL, part, STRING);
    }
    table.member(URL, "getQuery", MapType.create(STRING, STRINGS));
  }

  private static void lists(FunctionTable table) {
    for (CelType element : List.of(INT, UINT, DOUBLE, DURATION, BOOL, TIMESTAMP, STRING, BYTES)) {
      CelType list = ListType.create(element);
      table
          .member(list, "isSorted", BOOL)
          .member(list, "min", element)
          .member(list, "max", element);
    }
    for (CelType summand : List.of(INT, UINT, DOUBLE, DURATION)) {
      table.member(ListType.create(summand), "sum", summand);
    }
    CelType any = TypeParamType.create("T");
    table
        .member(ListType.create(any), "indexOf", INT, any)
        .member(ListType.create(any), "lastIndexOf", INT, any);
  }

  private static void compared(FunctionTable table, CelType type) {
    table
        .member(type, "isGreaterThan", BOOL, type)
        .member(type, "isLessThan", BOOL, type)
        .member(type, "compareTo", INT, type);
  }

  private static void quantities(FunctionTable table) {
    table.global("quantity", QUANTITY, STRING).global("isQuantity", BOOL, STRING);
    compared(table, QUANTITY);
    table
        .member(QUANTITY, "sign", INT)
        .member(QUANTITY, "asInteger", INT)
        .member(QUANTITY, "isInteger", BOOL)
        .member(QUANTITY, "asApproximateFloat", DOUBLE);
    for (String operation : List.of("add", "sub")) {
      table
          .member(QUANTITY, operation, QUANTITY, QUANTITY)
          .member(QUANTITY, operation, QUANTITY, INT);
    }
  }

  private static void versions(FunctionTable table) {
    table
        .global("semver", SEMVER, STRING)
        .global("semver", SEMVER, STRING, BOOL)
        .global("isSemver", BOOL, STRING)
        .global("isSemver", BOOL, STRING, BOOL);
    compared(table, SEMVER);
    List.of("major", "minor", "patch").forEach(part -> table.member(SEMVER, part, INT));
  }

  private static void addresses(FunctionTable table) {
    table
        .global("ip", IP, STRING)
        .global("isIP", BOOL, STRING)
        .global("ip.isCanonical", BOOL, STRING)
        .global("string", STRING, IP)
        .member(IP, "family", INT);
    for (String property :
        List.of(
            "isUnspecified",
            "isLoopback",
            "isLinkLocalMulticast",
            "isLinkLocalUnicast",
            "isGlobalUnicast")) {
      table.member(IP, property, BOOL);
    }
    table
        .global("cidr", CIDR, STRING)
        .global("isCIDR", BOOL, STRING)
        .global("string", STRING, CIDR)
        .member(CIDR, "ip", IP)
        .member(CIDR, "masked", CIDR)
        .member(CIDR, "prefixLength", INT)
        .member(CIDR, "containsIP", BOOL, IP)
        .member(CIDR, "containsIP", BOOL, STRING)
        .member(CIDR, "containsCIDR", BOOL, CIDR)
        .member(CIDR, "containsCIDR", BOOL, STRING);
  }

  private static void formats(FunctionTable table) {
    table
        .global("format.named", OptionalType.create(NAMED_FORMAT), STRING)
        .member(NAMED_FORMAT, "validate", OptionalType.create(STRINGS), STRING);
    for (String format :
        List.of(
            "dns1123Label",
            "dns1123Subdomain",
            "dns1035Label",
            "qualifiedName",
            "dns1123LabelPrefix",
            "dns1123SubdomainPrefix",
            "dns1035LabelPrefix",
            "labelValue",
            "uri",
            "uuid",
            "byte",
            "date",
            "datetime")) {
      table.global("format." + format, NAMED_FORMAT);
    }
  }

  private static void authorizers(FunctionTable table) {
    table
        .member(AUTHORIZER, "path", PATH_CHECK, STRING)
        .member(AUTHORIZER, "group", GROUP_CHECK, STRING)
        .member(AUTHORIZER, "serviceAccount", AUTHORIZER, STRING, STRING)
        .member(GROUP_CHECK, "resource", RESOURCE_CHECK, STRING)
        .member(PATH_CHECK, "check", DECISION, STRING)
        .member(RESOURCE_CHECK, "check", DECISION, STRING);
    for (String narrowed :
        List.of("subresource", "namespace", "name", "fieldSelector", "labelSelector")) {
      table.member(RESOURCE_CHECK, narrowed, RESOURCE_CHECK, STRING);
    }
    table
        .member(DECISION, "allowed", BOOL)
        .member(DECISION, "reason", STRING)
        .member(DECISION, "errored", BOOL)
        .member(DECISION, "error", STRING);
  }
}
