import App
import Glibc

exit(await Program(services: CommandServices()).run(Array(CommandLine.arguments.dropFirst())).rawValue)
