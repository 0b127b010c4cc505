package dev.trierarch.deployment;

import java.nio.file.Path;

class WildFlyIT extends EarDeploymentTest {

  @Override
  ApplicationServer server(Path home) {
    return new WildFly(home);
  }
}
