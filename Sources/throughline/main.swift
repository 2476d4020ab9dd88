import App
import Glibc

exit(await Program(services: .embedded).run(Array(CommandLine.arguments.dropFirst())).rawValue)
