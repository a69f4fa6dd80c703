return Flint.Cli.CommandLine.Run(args);
