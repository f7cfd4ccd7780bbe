// Each goroutine sends what it counted; only main adds up.
package main

import "fmt"

func count(counts chan<- int) {
	mine := 0
	for n := 0; n < 1000; n++ {
		mine++
	}
	counts <- mine
}

func main() {
	counts := make(chan int)
	for i := 0; i < 10; i++ {
		go count(counts)
	}
	total := 0
	for i := 0; i < 10; i++ {
		total += <-counts
	}
	fmt.Println(total)
}
