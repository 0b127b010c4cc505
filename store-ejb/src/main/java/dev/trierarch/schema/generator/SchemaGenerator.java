package dev.trierarch.schema.generator;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Run by the build: reads the model classes and the table, writes the schema's resources. */
public final class SchemaGenerator {

  private SchemaGenerator() {}

  /** Arguments: the table and the directory that the resources go to. */
  public static void main(String[] arguments) throws IOException, ClassNotFoundException {
    Path table = Path.of(arguments[0]);
    Path output = Path.of(arguments[1]);
    List<Definition> definitions = new ModelReader(FactsTable.read(table)).read();
    write(output.resolve("definitions.txt"), DefinitionsWriter.write(definitions));
  }

  private static void write(Path file, String text) throws IOException {
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }
}
