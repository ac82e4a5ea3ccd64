return await Rhumb.Cli.CommandLine.RunAsync(args);
