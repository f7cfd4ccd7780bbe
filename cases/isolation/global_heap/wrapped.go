// The list belongs to one goroutine alone; the others send it messages.
package main

import (
	"fmt"
	"sync"
)

type node struct {
	value int
	next  *node
}

func ownList(messages <-chan int, done chan<- *node) {
	var head *node
	for value := range messages {
		head = &node{value, head}
	}
	done <- head
}

func grow(list chan<- int, group *sync.WaitGroup) {
	for n := 0; n < 1000; n++ {
		list <- 1
	}
	group.Done()
}

func main() {
	messages := make(chan int)
	done := make(chan *node)
	go ownList(messages, done)
	var group sync.WaitGroup
	group.Add(2)
	go grow(messages, &group)
	go grow(messages, &group)
	group.Wait()
	close(messages)
	length := 0
	for list := <-done; list != nil; list = list.next {
		length += list.value
	}
	fmt.Println(length)
}
