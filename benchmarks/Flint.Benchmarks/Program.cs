using BenchmarkDotNet.Running;

// dotnet run -c Release --project benchmarks/Flint.Benchmarks -- --filter '*Memory*' [--job short] [--inProcess]
BenchmarkSwitcher.FromAssembly(typeof(Program).Assembly).Run(args);
