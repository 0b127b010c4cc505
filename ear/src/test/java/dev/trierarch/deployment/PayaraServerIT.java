package dev.trierarch.deployment;

import java.nio.file.Path;

class PayaraServerIT extends EarDeploymentTest {

  @Override
  ApplicationServer server(Path home) {
    return new PayaraServer(home);
  }
}
