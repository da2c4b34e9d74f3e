"""What carries out a request below every surface: workspace, queue, runner, result, transcript."""
