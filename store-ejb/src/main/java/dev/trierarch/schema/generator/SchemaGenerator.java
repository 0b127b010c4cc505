package dev.trierarch.schema.generator;

import dev.trierarch.catalog.BuiltInCatalog;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Run by the build: reads the model classes and the table, writes the schema's resources. */
public final class SchemaGenerator {

  private static final String KUBERNETES_VERSION = "v1.36.0";

  private SchemaGenerator() {}

  /** Arguments: the table and the directory that the resources go to. */
  public static void main(String[] arguments) throws IOException, ClassNotFoundException {
    Path table = Path.of(arguments[0]);
    Path output = Path.of(arguments[1]);
    Path made = output.resolve("definitions.txt");
    if (isNewer(made, table)
        && isNewer(made, output.resolveSibling("dev/trierarch/catalog"))
        && isNewer(made, output.resolveSibling("dev/trierarch/schema"))) {
      return;
    }
    List<Definition> definitions =
        new ModelReader(FactsTable.read(table), FieldComments.read()).read();
    writeOpenApi(definitions, output.resolve("openapi"));
    // Last, since it is what tells the next build that all is made.
    write(made, DefinitionsWriter.write(definitions));
  }

  /** Whether what was made is newer than all that it is made from: most builds change neither. */
  private static boolean isNewer(Path made, Path source) throws IOException {
    if (!Files.exists(made)) {
      return false;
    }
    FileTime time = Files.getLastModifiedTime(made);
    try (Stream<Path> files = Files.walk(source)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        if (Files.getLastModifiedTime(file).compareTo(time) > 0) {
          return false;
        }
      }
    }
    return true;
  }

  /** {@code openapi/v2.json} and {@code openapi/v3/apis/GROUP/VERSION.json}. */
  private static void writeOpenApi(List<Definition> definitions, Path output) throws IOException {
    OpenApiDocuments documents =
        new OpenApiDocuments(definitions, new BuiltInCatalog().types(), KUBERNETES_VERSION);
    JsonMapper mapper = JsonMapper.shared();
    write(output.resolve("v2.json"), mapper.writeValueAsString(documents.version2()));
    for (Map.Entry<String, ObjectNode> document : documents.version3().entrySet()) {
      write(
          output.resolve("v3").resolve(document.getKey() + ".json"),
          mapper.writeValueAsString(document.getValue()));
    }
  }

  private static void write(Path file, String text) throws IOException {
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }
}
